using GraphGen.CompilerServices;

namespace GraphGen.Tests.Parallel;

/// <summary>Bits are the same however many samples a strip takes at a time, whoever has them.</summary>
public sealed class StripTests
{
    private const int Batch = 7;

    [Fact]
    public void TheNetworkHasStrips()
    {
        using var session = new Stripped(1).CreateTraining(Batch, new Adam(1e-3f), threads: 1);
        SessionLayout layout = session.Layout;
        // Convolution and pooling forward, the same backward.
        Assert.Equal(2, layout.Strips.Length);
        Assert.All(layout.Strips, strip => Assert.True(strip.First < strip.Last));
        Assert.All(layout.Strips, strip => Assert.All(layout.Stages[strip.First..(strip.Last + 1)], stage => Assert.Equal(RowSplit.Samples, stage.Rows)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BitsAreTheSame(int threads)
    {
        float[] expected = Train(threads: 1, samples: Batch);
        foreach (int samples in (int[])[0, 1, 2, 3, 5])
            Assert.Equal(expected, Train(threads, samples));
    }

    private static float[] Train(int threads, int samples)
    {
        Stripped network = new(1);
        using var session = network.CreateTraining(Batch, new Adam(1e-3f), threads);
        session.StripSamples = samples;
        if (threads > 1)
            session.PlanWith(CostModel.Free);
        float[] inputs = [.. Enumerable.Range(0, Batch * 20 * 20).Select(i => i * 37 % 101 / 50f - 1f)];
        int[] labels = [.. Enumerable.Range(0, Batch).Select(i => i % 3)];
        List<float> result = [];
        for (int step = 0; step < 3; step++)
            result.Add(session.Step(inputs, labels));
        // Fewer samples than the session carries, and the parts of a step.
        result.Add(session.Step(inputs.AsSpan(0, 5 * 20 * 20), labels.AsSpan(0, 5)));
        session.Forward(inputs);
        result.Add(session.Backward(labels));
        session.ApplyGradients();
        foreach (Parameter parameter in network.Parameters)
        {
            float[] values = new float[parameter.Count];
            parameter.Read(values);
            result.AddRange(values);
        }

        return [.. result];
    }
}

/// <summary>A network with activations that are worth a strip.</summary>
[Network]
[Input(1, 20, 20)]
[Conv2D(16, 3), Tanh, MaxPool2D(2), Flatten]
[Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Stripped;
