namespace GraphGen.Tests.Sessions;

/// <summary>Backward passes from gradients that the caller gives in place of losses.</summary>
public sealed class OutputGradientTests
{
    private const int Batch = 6;
    private static readonly Sgd s_optimizer = new(0.1f);

    /// <summary>dL/dy of the losses, given by hand, is the same as the losses; the output without one gets zeros.</summary>
    [Fact]
    public void GradientsOfTheLossesAreTheLosses()
    {
        PartsNet network = new(seed: 1);
        PartsData data = PartsData.Of(Batch, 1);
        using PartsNet.Training losses = network.CreateTraining(Batch, s_optimizer, 1), given = network.CreateTraining(Batch, s_optimizer, 1);
        data.Forward(losses);
        losses.Backward(data.Targets);
        data.Forward(given);
        float[] label = LossGradient(new LabelLossNet().CreateTraining(Batch, s_optimizer, 1), (s, x) => s.Step(x, data.Label), Output(given, 0, 4));
        float[] box = LossGradient(new BoxLossNet().CreateTraining(Batch, s_optimizer, 1), (s, x) => s.Step(x, data.Box), Output(given, 1, 3));
        given.BackwardFromGradients(label, box, new float[Batch * 17]);
        SessionState.SameBits("gradients", losses.Gradients, given.Gradients);
        SessionState.SameBits("image", InputGradient(losses), InputGradient(given));
    }

    /// <summary>What was given once is gone with the next pass from losses, in parts and in a step.</summary>
    [Fact]
    public void OutputsWithoutALossHaveNoGradientUnlessGiven()
    {
        PartsNet network = new(seed: 2);
        PartsData data = PartsData.Of(Batch, 1);
        using PartsNet.Training clean = network.CreateTraining(Batch, s_optimizer, 1), used = network.CreateTraining(Batch, s_optimizer, 1);
        clean.SetLearningRate(0f);
        used.SetLearningRate(0f);
        foreach (bool inParts in (bool[])[true, false])
        {
            data.Forward(used);
            data.BackwardFromGradients(used);
            float[] given = used.Gradients.ToArray();
            used.ZeroGradients();
            // As many samples for both, so that dropout falls alike.
            data.Forward(clean);
            if (inParts)
            {
                data.Forward(clean);
                data.Forward(used);
                clean.ZeroGradients();
                clean.Backward(data.Targets);
                used.Backward(data.Targets);
            }
            else
            {
                clean.Step(data.Batch);
                used.Step(data.Batch);
            }

            Assert.NotEqual(given, used.Gradients.ToArray());
            SessionState.SameBits("gradients", clean.Gradients, used.Gradients);
        }
    }

    /// <summary>The losses say nothing where the caller does, not even one that no output shows.</summary>
    [Fact]
    public void LossesInsideAreLeftOut()
    {
        HiddenLossNet network = new(seed: 3);
        using HiddenLossNet.Training session = network.CreateTraining(Batch, s_optimizer, 1);
        float[] x = Layers.Samples.Numbers(Batch * 5, 1), gradient = Layers.Samples.Numbers(Batch * 3, 2);
        session.Step(new HiddenLossNet.Batch { X = x, Inner = Layers.Samples.Numbers(Batch * 4, 3), Outer = Layers.Samples.Numbers(Batch * 3, 4) });
        float last = session.LastLoss;
        float[] after = Gradient(), again = Gradient();
        SessionState.SameBits("gradients", after, again);
        Assert.Equal(last, session.LastLoss);
        using HiddenLossNet.Training fresh = network.CreateTraining(Batch, s_optimizer, 1);
        fresh.Forward(x);
        fresh.BackwardFromGradients(gradient);
        SessionState.SameBits("gradients", fresh.Gradients, after);

        float[] Gradient()
        {
            session.ZeroGradients();
            session.Forward(x);
            session.BackwardFromGradients(gradient);
            return session.Gradients.ToArray();
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(2)]
    public void PortsAndSpansGiveTheSameBits(int count)
    {
        PartsNet network = new(seed: 4);
        PartsData data = PartsData.Of(count, 1);
        using PartsNet.Training spans = network.CreateTraining(Batch, s_optimizer, 1), ports = network.CreateTraining(Batch, s_optimizer, 1);
        data.Forward(spans);
        data.BackwardFromGradients(spans);
        data.Fill(ports);
        ports.Forward(count);
        ports.BackwardFromGradients();
        SessionState.SameBits("gradients", spans.Gradients, ports.Gradients);
        Assert.Equal(["label", "box", "feature"], ports.OutputGradients.Select(port => port.Name));
    }

    /// <summary>Gradients given and gradients of losses add up in one buffer, pass after pass.</summary>
    [Fact]
    public void GivenAndOwnGradientsAddUp()
    {
        PartsNet network = new(seed: 5);
        PartsData first = PartsData.Of(Batch, 1), second = PartsData.Of(3, 2);
        using PartsNet.Training session = network.CreateTraining(Batch, s_optimizer, 1), one = network.CreateTraining(Batch, s_optimizer, 1), two = network.CreateTraining(Batch, s_optimizer, 1);
        first.Forward(session);
        session.Backward(first.Targets);
        second.Forward(session);
        second.BackwardFromGradients(session);
        first.Forward(one);
        one.Backward(first.Targets);
        first.Forward(two);
        second.Forward(two);
        second.BackwardFromGradients(two);
        float scale = session.Gradients.ToArray().Max(Math.Abs);
        for (int i = 0; i < session.Gradients.Length; i++)
            Assert.Equal(one.Gradients[i] + two.Gradients[i], session.Gradients[i], 1e-6f * scale);
    }

    [Fact]
    public void ANetworkWithoutALossIsTrainedByGivenGradients()
    {
        NoLossNet network = new(seed: 6);
        using NoLossNet.Training session = network.CreateTraining(Batch, new Sgd(0.2f), 1);
        float[] x = Layers.Samples.Numbers(Batch * 4, 1), goal = Layers.Samples.Numbers(Batch * 2, 2), gradient = new float[Batch * 2];
        float Error() => session.Outputs[0].Values.ToArray().Zip(goal, (y, t) => (y - t) * (y - t)).Sum();
        session.Forward(x);
        float first = Error();
        for (int i = 0; i < 60; i++)
        {
            session.Forward(x);
            for (int j = 0; j < gradient.Length; j++)
                gradient[j] = 2 * (session.Outputs[0].Values[j] - goal[j]) / gradient.Length;
            session.ZeroGradients();
            session.BackwardFromGradients(gradient);
            session.ApplyGradients();
        }

        session.Forward(x);
        Assert.True(Error() < first / 4, $"{first} became {Error()}");
        Assert.Contains("no loss", Assert.Throws<InvalidOperationException>(() => session.Step(1)).Message);
        Assert.Contains("no loss", Assert.Throws<InvalidOperationException>(() => session.Backward()).Message);
        Assert.Empty(session.LastLosses);
    }

    private static float[] Output(PartsNet.Training session, int index, int columns) => session.Outputs[index].Values[..(Batch * columns)].ToArray();

    private static float[] InputGradient(TrainingSession session)
    {
        float[] gradient = new float[Batch * 7];
        session.ReadInputGradient("image", gradient);
        return gradient;
    }

    /// <summary>A loss on an input leaves its own gradient there.</summary>
    private static float[] LossGradient<TSession>(TSession session, Action<TSession, float[]> step, float[] x) where TSession : TrainingSession
    {
        using (session)
        {
            step(session, x);
            float[] gradient = new float[x.Length];
            session.ReadInputGradient("x", gradient);
            return gradient;
        }
    }
}

[Network]
internal sealed partial class LabelLossNet
{
    [SoftmaxCrossEntropy] private static partial Node Label(Node x);

    private static Node Graph([Input(4, Gradient = true)] Node x) => Label(x);
}

[Network]
internal sealed partial class BoxLossNet
{
    [Huber(Weight = 0.5f)] private static partial Node Box(Node x);

    private static Node Graph([Input(3, Gradient = true)] Node x) => Box(x);
}

[Network]
internal sealed partial class HiddenLossNet
{
    [Dense(4), MeanSquaredError] private static partial Node Inner(Node x);
    [Dense(3), MeanSquaredError] private static partial Node Outer(Node x);

    private static Node Graph([Input(5)] Node x) => Outer(Inner(x).Tanh());
}

[Network]
internal sealed partial class NoLossNet
{
    [Dense(17), Tanh, Dense(2)] private static partial Node Value(Node x);

    private static Node Graph([Input(4)] Node x) => Value(x);
}
