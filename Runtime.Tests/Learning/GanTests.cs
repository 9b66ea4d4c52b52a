using Gan;

namespace GraphGen.Tests.Learning;

/// <summary>The sample Gan: two sessions that train each other through an input's gradient.</summary>
public class GanTests
{
    [Fact]
    public void FindsAllHeaps()
    {
        const int rounds = 2000;
        using Duel duel = new(seed: 1, rounds);
        float[] points = new float[2 * 2048];
        duel.Generate(points);
        Assert.InRange(Ring.Judge(points).Good, 0, 0.2);
        for (int round = 0; round < rounds; round++)
            duel.Round();

        duel.Generate(points);
        var (modes, good) = Ring.Judge(points);
        Assert.Equal(Ring.Modes, modes);
        Assert.InRange(good, 0.5, 1);
    }

    [Fact]
    public void TheJudgeKnowsTruePoints()
    {
        float[] points = new float[2 * 2048];
        Ring.Draw(new Random(1), points);
        var (modes, good) = Ring.Judge(points);
        Assert.Equal(Ring.Modes, modes);
        Assert.InRange(good, 0.97, 1);
        Assert.Equal((0, 0), Ring.Judge(new float[2 * 2048]));
    }
}
