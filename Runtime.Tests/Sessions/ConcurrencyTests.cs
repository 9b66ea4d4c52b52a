namespace GraphGen.Tests.Sessions;

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
