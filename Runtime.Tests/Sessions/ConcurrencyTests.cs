using GraphGen.CompilerServices;
using GraphGen.Tests.Parallel;

namespace GraphGen.Tests.Sessions;

[Collection(nameof(WholeTeam))]
public sealed class ConcurrencyTests
{
    private const int Inputs = TinyNetwork.Inputs;
    private const int Outputs = TinyNetwork.Outputs;

    [Fact]
    public void ASecondCallOfASessionThrows()
    {
        using TinyInference inference = new TinyNetwork().CreateInference();
        Error(inference, hook => inference.Hook = hook, () => inference.Run(new float[Inputs], new float[Outputs]), () => inference.Run(1), "one call at a time");
        inference.Run(1);
    }

    [Fact]
    public void ASessionInACallCannotBeDisposed()
    {
        using TinyInference inference = new TinyNetwork().CreateInference();
        Error(inference, hook => inference.Hook = hook, () => inference.Run(1), inference.Dispose, "in a call");
        inference.Run(1);
    }

    [Fact]
    public void InferenceOnANetworkBeingTrainedThrows()
    {
        TinyNetwork network = new();
        using TinyTraining training = network.CreateTraining(1);
        using TinyTraining second = network.CreateTraining(1);
        using TinyInference inference = network.CreateInference();
        Error(training, hook => training.Hook = hook, () => training.Step(1), () => inference.Run(1), "being trained");
        Error(training, hook => training.Hook = hook, () => training.Step(1), () => second.Step(1), "being trained");
        Error(training, hook => training.Hook = hook, () => training.Step(1), () => network.Values("dense1.bias"), "being trained");
        Error(training, hook => training.Hook = hook, () => training.Step(1), () => network.CopyTo(new TinyNetwork()), "being trained");
        inference.Run(1);
        second.Step(1);
    }

    [Fact]
    public void ChangingANetworkInUseThrowsAndChangesNothing()
    {
        TinyNetwork network = new();
        using TinyTraining training = network.CreateTraining(1);
        using TinyInference inference = network.CreateInference();
        float[] before = network.Values("dense1.bias");
        Error(inference, hook => inference.Hook = hook, () => inference.Run(1), () => training.Step(1), "in use by 1");
        Error(inference, hook => inference.Hook = hook, () => inference.Run(1), () => network.Parameters[1].Write(new float[Outputs]), "in use by 1");
        Error(inference, hook => inference.Hook = hook, () => inference.Run(1), () => new TinyNetwork(seed: 9).CopyTo(network), "in use by 1");
        Assert.Equal(before, network.Values("dense1.bias"));
        Assert.Equal(0, training.Steps);
        training.Step(1);
    }

    /// <summary>Whichever part a session is in, every other one is refused, and changes nothing.</summary>
    [Fact]
    public void APartDuringAPartThrows()
    {
        TinyNetwork network = new();
        using TinyTraining training = network.CreateTraining(batchSize: 2), twin = new TinyNetwork().CreateTraining(batchSize: 2);
        float[] x = SampleData.Floats(2 * Inputs), t = SampleData.Floats(2 * Outputs);
        foreach (TinyTraining session in (TinyTraining[])[training, twin])
        {
            x.CopyTo(session.Inputs[0].Values);
            t.CopyTo(session.Targets[0].Values);
            session.Step(2);
        }

        Action[] parts =
        [
            () => training.Forward(1), () => training.Step(2), () => training.ZeroGradients(), () => training.ApplyGradients(), () => training.SetLearningRate(1f),
            () => training.ReportMetric(1), () => training.SetLossWeight("loss", 2f), () => training.ReadGradient("dense1.bias", new float[Outputs]), training.Dispose,
        ];
        foreach (Action part in parts)
        {
            Error(training, hook => training.Hook = hook, () => training.Forward(2), part, "in a call");
            Error(training, hook => training.Hook = hook, () => training.Backward(), part, "in a call");
            twin.Forward(2);
            twin.Backward();
        }

        SessionState.SameBits("gradients", twin.Gradients, training.Gradients);
        Assert.Equal((twin.Steps, twin.Samples, twin.LearningRate, twin.LastLoss), (training.Steps, training.Samples, training.LearningRate, training.LastLoss));
        Assert.Equal(1f, training.GetLossWeight("loss"));
        Assert.Equal(twin.Step(2), training.Step(2));
    }

    /// <summary>Two trainings at once borrow one team, and know nothing of each other.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TwoNetworksTrainAtOnce(int threads)
    {
        Dictionary<string, float[]>[] alone = [Train(seed: 1, threads), Train(seed: 2, threads)], together = new Dictionary<string, float[]>[2];
        Exception? failure = null;
        Thread[] running = [.. Enumerable.Range(0, 2).Select(i => new Thread(() =>
        {
            try
            {
                together[i] = Train((ulong)i + 1, threads);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }))];
        Array.ForEach(running, thread => thread.Start());
        Array.ForEach(running, thread => thread.Join());
        Assert.Null(failure);
        SessionState.Same(alone[0], together[0]);
        SessionState.Same(alone[1], together[1]);
    }

    [Fact]
    public void ManySessionsInferAtOnce()
    {
        TinyNetwork network = new();
        using TinyInference one = network.CreateInference();
        using TinyInference other = network.CreateInference();
        using Pause pause = new();
        one.Hook = pause;
        Thread running = new(() => one.Run(1));
        running.Start();
        pause.AwaitArrival();
        other.Run(1);
        network.Values("dense1.bias");
        network.CopyTo(new TinyNetwork());
        pause.Continue();
        running.Join();
    }

    [Fact]
    public void ACopyTakesOverAllParameters()
    {
        TinyNetwork one = new(seed: 1), other = new(seed: 2);
        Assert.NotEqual(one.Values("dense1.weight"), other.Values("dense1.weight"));
        one.CopyTo(other);
        Assert.Equal(one.Values("dense1.weight"), other.Values("dense1.weight"));
        Assert.Throws<ArgumentException>(() => one.CopyTo(one));
        Assert.Throws<ArgumentNullException>(() => one.CopyTo(null!));
    }

    private static Dictionary<string, float[]> Train(ulong seed, int threads)
    {
        PartsNet network = new(seed);
        using PartsNet.Training session = network.CreateTraining(8, new Adam(0.01f) { ClipNorm = 0.5 }, threads, frames: 2);
        if (threads > 1)
            session.PlanWith(CostModel.Free);
        for (int i = 0; i < 20; i++)
        {
            PartsData one = PartsData.Of(8, i), other = PartsData.Of(5, 100 + i);
            session.Step(one.Batch);
            session.ZeroGradients();
            one.Forward(session, frame: 1);
            other.Forward(session);
            session.Backward(one.Targets, frame: 1);
            other.BackwardFromGradients(session);
            session.ApplyGradients(0.5f);
        }

        return SessionState.Of(network, session);
    }

    /// <summary>Stops the first call in its forward pass, makes the second one meanwhile, and expects its refusal.</summary>
    private static void Error(Session session, Action<IHook?> hook, Action first, Action second, string message)
    {
        using Pause pause = new();
        hook(pause);
        Thread running = new(() => first());
        running.Start();
        pause.AwaitArrival();
        try
        {
            Assert.Contains(message, Assert.ThrowsAny<InvalidOperationException>(second).Message);
        }
        finally
        {
            pause.Continue();
            running.Join();
            hook(null);
        }

        Assert.NotNull(session);
    }

    private sealed class Pause : IHook, IDisposable
    {
        private readonly ManualResetEventSlim _arrived = new(), _continue = new();

        public void At(int stage, int worker)
        {
            _arrived.Set();
            _continue.Wait();
        }

        public void AwaitArrival() => Assert.True(_arrived.Wait(TimeSpan.FromSeconds(30)));

        public void Continue() => _continue.Set();

        public void Dispose()
        {
            _arrived.Dispose();
            _continue.Dispose();
        }
    }
}
