using GraphGen.Tests.Layers;
using GraphGen.Tests.Sessions;

namespace GraphGen.Tests.Graphs;

/// <summary>Several losses on one value, and the value itself: each output has the loss of the call that it came from.</summary>
public class OutputLossTests
{
    private const int Batch = 4;

    [Fact]
    public void EachOutputHasItsOwnLink()
    {
        ManyLooksNet network = new(seed: 1);
        using ManyLooksNet.Inference inference = network.CreateInference(Batch);
        using ManyLooksNet.Inference raw = network.CreateInference(Batch, logits: true);
        float[] x = Samples.Numbers(Batch * 5, 1);
        float[][] linked = [new float[Batch * 3], new float[Batch * 3], new float[Batch * 3], new float[Batch * 3]];
        float[][] logits = [new float[Batch * 3], new float[Batch * 3], new float[Batch * 3], new float[Batch * 3]];
        inference.Run(x, linked[0], linked[1], linked[2], linked[3]);
        raw.Run(x, logits[0], logits[1], logits[2], logits[3]);
        Assert.All(logits, output => Assert.Equal(logits[0], output));
        Assert.Equal(logits[0], linked[0]);
        for (int row = 0; row < Batch; row++)
        {
            double sum = logits[0].AsSpan(row * 3, 3).ToArray().Sum(value => Math.Exp(value));
            for (int i = row * 3; i < row * 3 + 3; i++)
            {
                Assert.Equal(Math.Exp(logits[0][i]) / sum, linked[1][i], 1e-6);
                Assert.Equal(1 / (1 + Math.Exp(-logits[0][i])), linked[2][i], 1e-6);
            }
        }

        Assert.Equal(logits[0], linked[3]);
    }

    /// <summary>Whatever is given for any of the outputs counts.</summary>
    [Fact]
    public void EachOutputTakesAGradient()
    {
        ManyLooksNet network = new(seed: 1);
        float[] x = Samples.Numbers(Batch * 5, 1), gradient = Samples.Numbers(Batch * 3, 2), none = new float[Batch * 3];
        using ManyLooksNet.Training session = network.CreateTraining(Batch, new Sgd(0.1f), 1);
        float[]? expected = null;
        for (int given = 0; given < 4; given++)
        {
            float[] Of(int output) => output == given ? gradient : none;
            session.ZeroGradients();
            session.Forward(x);
            session.BackwardFromGradients(Of(0), Of(1), Of(2), Of(3));
            expected ??= session.Gradients.ToArray();
            Assert.Contains(expected, value => value != 0f);
            SessionState.SameBits($"output {given}", expected, session.Gradients);
        }
    }

    [Fact]
    public void TheLossesAddUp()
    {
        ManyLooksNet network = new(seed: 1);
        float[] x = Samples.Numbers(Batch * 5, 1);
        ManyLooksNet.Batch Batch1() => new() { X = x, Label = [0, 2, 1, 1], Yes = new float[Batch * 3], Near = new float[Batch * 3] };
        using ManyLooksNet.Training session = network.CreateTraining(Batch, new Sgd(0f), 1);
        float total = session.Step(Batch1());
        Assert.Equal(session.LastLosses["label"] + 0.5f * session.LastLosses["yes"] + session.LastLosses["near"], total, 1e-6f);
        GradientCheck.Run(network, () => session, () => session.Step(Batch1()));
    }
}

[Network]
internal sealed partial class ManyLooksNet
{
    [Dense(17), Tanh, Dense(3)] private static partial Node Trunk(Node x);
    [SoftmaxCrossEntropy] private static partial Node Label(Node x);
    [BinaryCrossEntropy(Weight = 0.5f)] private static partial Node Yes(Node x);
    [MeanSquaredError] private static partial Node Near(Node x);

    private static (Node Plain, Node Label, Node Yes, Node Near) Graph([Input(5)] Node x)
    {
        var trunk = Trunk(x);
        return (trunk, Label(trunk), Yes(trunk), Near(trunk));
    }
}
