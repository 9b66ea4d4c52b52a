namespace GraphGen.Tests.Sessions;

/// <summary>A step reads its largest input where the caller has it; the ports keep their own memory.</summary>
public class LentInputTests
{
    private const int Samples = 5;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public void StepsOnSpansAndOnPortsGiveTheSameBits(int threads, int frames)
    {
        LentNetwork onSpans = new(seed: 3), onPorts = new(seed: 3);
        using var spans = onSpans.CreateTraining(Samples, new Adam(0.01f), threads, frames);
        using var ports = onPorts.CreateTraining(Samples, new Adam(0.01f), threads, frames);
        for (int step = 0; step < 3; step++)
        {
            // Its place in a larger array must not matter, nor what lies behind it.
            float[] picture = Numbers(Samples * 32 + 7, step), more = Numbers(Samples * 3, step + 10);
            int[] labels = [0, 1, 2, 1, 0];
            float loss = spans.Step(picture.AsSpan(3, Samples * 32), more, labels);
            picture.AsSpan(3, Samples * 32).CopyTo(ports.Inputs[0].Values);
            more.CopyTo(ports.Inputs[1].Values);
            labels.CopyTo(ports.Targets[0].Indices);
            Assert.Equal(ports.Step(Samples), loss);
        }

        for (int i = 0; i < onSpans.Parameters.Count; i++)
            Assert.Equal(Values(onPorts.Parameters[i]), Values(onSpans.Parameters[i]));
    }

    [Fact]
    public void APortKeepsItsMemoryThroughAStepOnSpans()
    {
        using var training = new LentNetwork(seed: 3).CreateTraining(Samples, new Sgd(0f));
        float[] own = Numbers(Samples * 32, 1), more = Numbers(Samples * 3, 2);
        int[] labels = [0, 1, 2, 1, 0];
        own.CopyTo(training.Inputs[0].Values);
        more.CopyTo(training.Inputs[1].Values);
        labels.CopyTo(training.Targets[0].Indices);
        float before = training.Step(Samples);
        float other = training.Step(Numbers(Samples * 32, 5), more, labels);
        Assert.NotEqual(before, other);
        Assert.Equal(own, training.Inputs[0].Values.ToArray());
        Assert.Equal(before, training.Step(Samples));
    }

    /// <summary>The parts of a step keep what they are given, since the caller may use its memory for something else between them.</summary>
    [Fact]
    public void PartsOfAStepKeepTheirInputs()
    {
        LentNetwork whole = new(seed: 3), inParts = new(seed: 3);
        using var steps = whole.CreateTraining(Samples, new Sgd(0.1f));
        using var parts = inParts.CreateTraining(Samples, new Sgd(0.1f));
        float[] picture = Numbers(Samples * 32, 1), more = Numbers(Samples * 3, 2);
        int[] labels = [0, 1, 2, 1, 0];
        steps.Step(picture, more, labels);
        parts.Forward(picture, more);
        Array.Clear(picture);
        parts.Backward(labels);
        parts.ApplyGradients();
        for (int i = 0; i < whole.Parameters.Count; i++)
            Assert.Equal(Values(whole.Parameters[i]), Values(inParts.Parameters[i]));
    }

    private static float[] Numbers(int length, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static float[] Values(Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        return values;
    }
}

[Network]
internal sealed partial class LentNetwork
{
    [Dense(16), Relu] private static partial Node See(Node picture);
    [Dense(3), SoftmaxCrossEntropy] private static partial Node Label(Node x);

    private static Node Graph([Input(32)] Node picture, [Input(3)] Node more) => Label(Node.Concat(See(picture), more));
}
