using GraphGen.CompilerServices;

namespace GraphGen.Tests.Sessions;

public sealed class TrainingSessionTests
{
    private const int Inputs = TinyNetwork.Inputs;
    private const int Outputs = TinyNetwork.Outputs;

    [Fact]
    public void AStepDescendsAndReturnsTheMeanLoss()
    {
        TinyNetwork network = new(seed: 3);
        using TinyTraining training = network.CreateTraining(batchSize: 8);
        float[] x = SampleData.Floats(8 * Inputs);
        float[] t = SampleData.Floats(8 * Outputs, seed: 2);
        float first = training.Step(x, t);
        Assert.Equal(ExpectedLoss(new TinyNetwork(seed: 3), x, t, 8), first, 1e-5f);
        for (int i = 0; i < 50; i++)
            training.Step(x, t);
        Assert.True(training.LastLoss < first / 2, $"{first} became {training.LastLoss}");
        Assert.Equal(51, training.Steps);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void AnyNumberOfWorkersGivesTheSameBits(int threads)
    {
        float[] expected = Train(threads: 1, share: false, out float loss);
        Assert.Equal(expected, Train(threads, share: true, out float sharedLoss));
        Assert.Equal(loss, sharedLoss);
    }

    [Fact]
    public void ABusyTeamMeansFewerWorkersAndTheSameBits()
    {
        float[] expected = Train(threads: 1, share: false, out _);
        WorkerTeam.Shared.Grow(8);
        // Whatever other tests hold at the same time: at most one member is left for this one.
        TeamMember?[] taken = new TeamMember?[WorkerTeam.Shared.Size - 1];
        int count = WorkerTeam.Shared.Borrow(taken);
        try
        {
            Assert.Equal(expected, Train(threads: 4, share: true, out _));
        }
        finally
        {
            foreach (TeamMember? member in taken.AsSpan(0, count))
                member!.Release();
        }
    }

    [Fact]
    public void PortsAndSpansGiveTheSameBits()
    {
        float[] x = SampleData.Floats(3 * Inputs);
        float[] t = SampleData.Floats(3 * Outputs, seed: 2);
        TinyNetwork one = new(seed: 1), other = new(seed: 1);
        using TinyTraining spans = one.CreateTraining(batchSize: 4);
        using TinyTraining ports = other.CreateTraining(batchSize: 4);
        x.CopyTo(ports.Inputs[0].Values);
        t.CopyTo(ports.Targets[0].Values);
        Assert.Equal(spans.Step(x, t), ports.Step(3));
        Assert.Equal(one.Values("dense1.weight"), other.Values("dense1.weight"));
        Assert.Equal(spans.Outputs[0].Values[..(3 * Outputs)].ToArray(), ports.Outputs[0].Values[..(3 * Outputs)].ToArray());
        Assert.NotEqual(0f, spans.Outputs[0].Values[3 * Outputs - 1]);
    }

    [Fact]
    public void PortsSayWhatTheyAre()
    {
        using TinyTraining training = new TinyNetwork().CreateTraining(batchSize: 4, classes: true);
        Port input = Assert.Single(training.Inputs);
        Assert.Equal(("input", PortType.Float32, 4, Inputs), (input.Name, input.ElementType, input.Capacity, input.ElementsPerSample));
        Assert.Equal([Inputs], input.Shape.ToArray());
        Assert.Equal(4 * Inputs, input.Values.Length);
        Port target = Assert.Single(training.Targets);
        Assert.Equal(("target", PortType.Int32, 1), (target.Name, target.ElementType, target.ElementsPerSample));
        Assert.Empty(target.Shape.ToArray());
        Assert.Equal(4, target.Indices.Length);
        Assert.Throws<InvalidOperationException>(() => target.Values.Length);
        Assert.Throws<InvalidOperationException>(() => input.Indices.Length);
    }

    [Fact]
    public void RandomNumbersAreKeyedByTheGlobalSampleIndex()
    {
        using TinyTraining training = new TinyNetwork().CreateTraining(batchSize: 4);
        training.FirstSamples.Capacity = 8;
        foreach (int count in (int[])[4, 1, 3])
            training.Step(count);
        Assert.Equal([0L, 4L, 5L], training.FirstSamples);
    }

    [Fact]
    public void GradientsAreReadInTheirPublicLayout()
    {
        TinyNetwork network = new(seed: 1);
        float[] before = network.Values("dense1.weight");
        using TinyTraining training = network.CreateTraining(batchSize: 2);
        training.Step(SampleData.Floats(2 * Inputs), SampleData.Floats(2 * Outputs, seed: 2));
        float[] gradient = new float[Inputs * Outputs];
        training.ReadGradient("dense1.weight", gradient);
        float[] after = network.Values("dense1.weight");
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(before[i] - 0.05f * gradient[i], after[i], 1e-6f);
        Assert.Contains("dense1.weight, dense1.bias", Assert.Throws<ArgumentException>(() => training.ReadGradient("dense2.weight", gradient)).Message);
        Assert.Contains("74 elements, but the span has 73", Assert.Throws<ArgumentException>(() => training.ReadGradient("dense1.bias", new float[73])).Message);
        Assert.Equal(0, training.Gradients.Length % 16);
    }

    [Fact]
    public void WrongLengthsAreNamedAndChangeNothing()
    {
        TinyNetwork network = new();
        using TinyTraining training = network.CreateTraining(batchSize: 4);
        float[] before = network.Values("dense1.weight");
        float[] x = new float[2 * Inputs];
        float[] t = new float[2 * Outputs];
        AssertNamed("input", ["multiple of 230", "has 229"], () => training.Step(x.AsSpan(1, 229), t));
        AssertNamed("input", ["has 0"], () => training.Step([], t));
        AssertNamed("target", ["74", "148 for 2", "has 147"], () => training.Step(x, t.AsSpan(1)));
        AssertNamed("input", ["at most 4", "'input' has 5"], () => training.Step(new float[5 * Inputs], t));
        AssertNamed("input", ["690 for 3", "has 460"], () => training.Step(x, t, count: 3));
        AssertNamed("count", ["1 to 4", "but 5 came"], () => training.Step(x, t, count: 5));
        AssertNamed("count", ["but -1 came"], () => training.Step(x, t, count: -1));
        AssertNamed("count", ["but 0 came"], () => training.Step(0));
        Assert.Equal(0, training.Steps);
        Assert.Equal(before, network.Values("dense1.weight"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Outputs)]
    public void AClassOutOfRangeIsNamedAndChangesNothing(int wrong)
    {
        TinyNetwork network = new();
        using TinyTraining training = network.CreateTraining(batchSize: 3, classes: true);
        float[] before = network.Values("dense1.weight");
        int[] targets = [0, wrong, 73];
        AssertNamed("target", ["from 0 to 73", "sample 1", $"{wrong}"], () => training.Step(new float[3 * Inputs], targets));
        targets.CopyTo(training.Targets[0].Indices);
        AssertNamed("target", ["from 0 to 73", "sample 1", $"{wrong}"], () => training.Step(3));
        Assert.Equal(before, network.Values("dense1.weight"));
        training.Step(1);
        Assert.Equal(1, training.Steps);
    }

    [Fact]
    public void ConstructorsValidate()
    {
        TinyNetwork network = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTraining(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTraining(1, threads: -1));
        Assert.Contains("at most", Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTraining(int.MaxValue)).Message);
        Assert.Throws<ArgumentNullException>(() => new TinyTraining(network, 1, null!, 1, classes: false));
        using TinyTraining training = network.CreateTraining(1, threads: 0);
        Assert.Equal(Environment.ProcessorCount, training.Threads);
    }

    [Fact]
    public void ADisposedSessionSaysSo()
    {
        TinyTraining training = new TinyNetwork().CreateTraining(batchSize: 1);
        training.Dispose();
        training.Dispose();
        Assert.Throws<ObjectDisposedException>(() => training.Step(new float[Inputs], new float[Outputs]));
        Assert.Throws<ObjectDisposedException>(() => training.Step(1));
        Assert.Throws<ObjectDisposedException>(() => training.Gradients.Length);
        Assert.Throws<ObjectDisposedException>(() => training.ReadGradient("dense1.bias", new float[Outputs]));
    }

    private static float[] Train(int threads, bool share, out float loss)
    {
        TinyNetwork network = new(seed: 5);
        using TinyTraining training = network.CreateTraining(batchSize: 7, threads);
        if (share)
            training.PlanWith(CostModel.Free);
        for (int step = 0; step < 20; step++)
        {
            int count = 1 + step % 7;
            training.Step(SampleData.Floats(count * Inputs, step), SampleData.Floats(count * Outputs, step + 100));
        }

        loss = training.LastLoss;
        return [.. network.Values("dense1.weight"), .. network.Values("dense1.bias")];
    }

    private static float ExpectedLoss(TinyNetwork network, float[] x, float[] t, int count)
    {
        float[] w = network.Values("dense1.weight");
        float[] b = network.Values("dense1.bias");
        double sum = 0;
        for (int i = 0; i < count * Outputs; i++)
        {
            double y = b[i % Outputs];
            for (int k = 0; k < Inputs; k++)
                y += (double)x[i / Outputs * Inputs + k] * w[i % Outputs * Inputs + k];
            sum += (y - t[i]) * (y - t[i]);
        }

        return (float)(sum / (count * Outputs));
    }

    private static void AssertNamed(string name, string[] parts, Action call)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(name, exception.ParamName);
        Assert.All(parts, part => Assert.Contains(part, exception.Message));
    }
}
