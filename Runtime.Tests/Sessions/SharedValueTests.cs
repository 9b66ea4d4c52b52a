using GraphGen;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Sessions;

/// <summary>A value with a loss that is returned twice, beside it without one.</summary>
[Network]
internal sealed partial class TwiceNet
{
    [Dense(3)] private static partial Node Body(Node x);
    [MeanSquaredError] private static partial Node Score(Node x);
    private static (Node First, Node Second) Graph([Input(2)] Node x)
    {
        var y = Score(Body(x));
        return (y, y);
    }
}

/// <summary>Two losses whose gradients nobody wants, and one behind weights; all of them of one size, so that they would share memory.</summary>
[Network]
internal sealed partial class IdleLossNet
{
    [Huber] private static partial Node Idle(Node x);
    [MeanSquaredError] private static partial Node Other(Node x);
    [Dense(3), MeanSquaredError] private static partial Node Score(Node x);
    private static (Node Idle, Node Score) Graph([Input(3)] Node x)
    {
        Other(-x);
        return (Idle(x * x), Score(x));
    }
}

/// <summary>Gradients that the caller gives in place of losses.</summary>
public class SharedValueTests
{
    private const int Batch = 4;

    /// <summary>Both gradients of a value that is returned twice count.</summary>
    [Fact]
    public void AValueReturnedTwiceHasTwoGradients()
    {
        using TwiceNet.Training session = new TwiceNet(1).CreateTraining(Batch, new Sgd(0f));
        float[] x = Samples.Numbers(Batch * 2, 1), first = Samples.Numbers(Batch * 3, 2), second = Samples.Numbers(Batch * 3, 3);
        float[] BiasGradient(float[] a, float[] b)
        {
            session.ZeroGradients();
            session.Forward(x);
            session.BackwardFromGradients(a, b);
            float[] gradient = new float[3];
            session.ReadGradient("body.dense1.bias", gradient);
            return gradient;
        }

        float[] sum = [.. first.Zip(second, (a, b) => a + b)];
        float[] expected = BiasGradient(sum, new float[sum.Length]);
        float[] actual = BiasGradient(first, second);
        Assert.NotEqual(0f, expected[0]);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    /// <summary>What belongs to losses without effect takes nothing away from the others.</summary>
    [Fact]
    public void LossesWithoutEffectLeaveTheGradientsAlone()
    {
        using IdleLossNet.Training session = new IdleLossNet(1).CreateTraining(Batch, new Sgd(0f));
        float[] given = Samples.Numbers(Batch * 3, 2);
        session.Forward(Samples.Numbers(Batch * 3, 1));
        session.BackwardFromGradients(given);
        float[] gradient = new float[3];
        session.ReadGradient("score.dense1.bias", gradient);
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(Enumerable.Range(0, Batch).Sum(sample => given[sample * 3 + i]), gradient[i], 1e-5f);
    }
}
