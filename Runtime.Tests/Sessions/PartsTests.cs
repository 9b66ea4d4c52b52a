using GraphGen.CompilerServices;
using GraphGen.Tests.Parallel;

namespace GraphGen.Tests.Sessions;

/// <summary>A step in parts against a step in one, bit for bit.</summary>
[Collection(nameof(WholeTeam))]
public sealed class PartsTests
{
    private const int Batch = 16;

    private static readonly Dictionary<string, Optimizer> s_optimizers = new()
    {
        ["sgd"] = new Sgd(0.1f),
        ["momentum"] = new Sgd(0.1f, momentum: 0.9, nesterov: true, weightDecay: 0.01),
        ["adam"] = new Adam(0.01f) { L1 = 1e-4, ClipValue = 0.05 },
        ["clipped"] = new AdamW(0.01f) { ClipNorm = 0.1, Groups = [new("see.*") { LearningRateScale = 0.5 }, new("*.bias") { WeightDecay = 0 }] },
        ["frozen"] = new RmsProp(0.01f) { ClipNorm = 0.1, Groups = [new("read.*") { Frozen = true }] },
    };

    public static TheoryData<string, int> OptimizersAndThreads
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string optimizer in s_optimizers.Keys)
            {
                data.Add(optimizer, 1);
                data.Add(optimizer, 3);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(OptimizersAndThreads))]
    public void PartsAreAStep(string optimizer, int threads)
    {
        PartsNet one = new(seed: 1), other = new(seed: 1);
        using PartsNet.Training step = Create(one, s_optimizers[optimizer], threads: 1), parts = Create(other, s_optimizers[optimizer], threads);
        for (int i = 0; i < 4; i++)
        {
            PartsData data = PartsData.Of(i == 2 ? 5 : Batch, seed: 10 * i);
            float loss = step.Step(data.Batch);
            parts.ZeroGradients();
            data.Forward(parts);
            Assert.Equal(loss, parts.Backward(data.Targets));
            Assert.Equal(i, parts.Steps);
            SameValues(step, parts, data.Count);
            parts.ApplyGradients();
            SessionState.Same(SessionState.Of(one, step), SessionState.Of(other, parts));
        }
    }

    /// <summary>Dropout included: a sample's mask follows its number, not its place in a batch.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(8, 3)]
    [InlineData(16, 2)]
    public void SmallBatchesAreALargeOne(int parts, int threads)
    {
        PartsNet one = new(seed: 2), other = new(seed: 2);
        using PartsNet.Training large = Create(one, s_optimizers["clipped"], threads: 1), small = Create(other, s_optimizers["clipped"], threads);
        for (int i = 0; i < 3; i++)
        {
            PartsData data = PartsData.Of(Batch, seed: 10 * i);
            large.Step(data.Batch);
            small.ZeroGradients();
            double loss = 0;
            List<float> image = [];
            for (int part = 0; part < parts; part++)
            {
                PartsData piece = data.Slice(Batch / parts * part, Batch / parts);
                piece.Forward(small);
                loss += small.Backward(piece.Targets) / parts;
                image.AddRange(InputGradient(small, piece.Count).Select(value => value / parts));
            }

            Assert.Equal(large.LastLoss, loss, 1e-6);
            SessionState.SameBits("image", InputGradient(large, Batch), image.ToArray());
            float[] gradients = small.Gradients.ToArray();
            SessionState.SameBits("gradients", large.Gradients, Array.ConvertAll(gradients, value => value / parts));
            small.ApplyGradients(1f / parts);
            Assert.Equal(large.Samples, small.Samples);
            SessionState.Same(SessionState.Parameters(one), SessionState.Parameters(other));
        }
    }

    /// <summary>Weights that are called twice sum one call behind the other, batch for batch: another order, the same number.</summary>
    [Fact]
    public void SmallBatchesOfSharedWeightsAreALargeOneUpToRounding()
    {
        SharedPartsNet network = new(seed: 2);
        using SharedPartsNet.Training large = network.CreateTraining(Batch, new Sgd(0f), 1), small = network.CreateTraining(Batch, new Sgd(0f), 1);
        float[] x = Layers.Samples.Numbers(Batch * 7, 1), target = Layers.Samples.Numbers(Batch * 9, 2);
        large.Step(x, target);
        for (int part = 0; part < 4; part++)
        {
            small.Forward(x.AsSpan(part * 28, 28));
            small.Backward(target.AsSpan(part * 36, 36));
        }

        float scale = large.Gradients.ToArray().Max(Math.Abs);
        for (int i = 0; i < large.Gradients.Length; i++)
            Assert.Equal(large.Gradients[i], small.Gradients[i] / 4, 1e-6f * scale);
        // Without a second call, to the last bit.
        SessionState.SameBits("first.dense1.weight", Gradient(large), Array.ConvertAll(Gradient(small), value => value / 4));

        static float[] Gradient(SharedPartsNet.Training session)
        {
            float[] gradient = new float[9 * 7];
            session.ReadGradient("first.dense1.weight", gradient);
            return gradient;
        }
    }

    [Fact]
    public void ApplyingLeavesGradientsAsTheyAre()
    {
        PartsNet network = new(seed: 3);
        using PartsNet.Training session = Create(network, new Sgd(0.1f), threads: 1);
        PartsData data = PartsData.Of(Batch, seed: 1);
        data.Forward(session);
        session.Backward(data.Targets);
        float[] gradients = session.Gradients.ToArray();
        Dictionary<string, float[]> before = SessionState.Parameters(network);
        session.ApplyGradients(0.25f);
        SessionState.SameBits("gradients", gradients, session.Gradients);
        float[] weight = new float[17 * 40], gradient = new float[17 * 40];
        network.Parameters.Single(parameter => parameter.Name == "see.dense2.weight").Read(weight);
        session.ReadGradient("see.dense2.weight", gradient);
        for (int i = 0; i < weight.Length; i++)
            Assert.Equal(before["see.dense2.weight"][i] - 0.025f * gradient[i], weight[i], 1e-6f);
    }

    [Fact]
    public void AScaleIsAScaleForEveryRule()
    {
        foreach (Optimizer optimizer in s_optimizers.Values)
        {
            PartsNet one = new(seed: 3), other = new(seed: 3);
            using PartsNet.Training plain = Create(one, optimizer, threads: 1), scaled = Create(other, optimizer, threads: 1);
            PartsData data = PartsData.Of(4, seed: 1);
            data.Forward(plain);
            plain.Backward(data.Targets);
            plain.ApplyGradients();
            scaled.SetLossWeight("label", 4f * scaled.GetLossWeight("label"));
            scaled.SetLossWeight("box", 4f * scaled.GetLossWeight("box"));
            data.Forward(scaled);
            scaled.Backward(data.Targets);
            scaled.ApplyGradients(0.25f);
            SessionState.Same(SessionState.Parameters(one), SessionState.Parameters(other));
        }
    }

    [Fact]
    public void ZeroedGradientsAreGone()
    {
        PartsNet network = new(seed: 4);
        using PartsNet.Training session = Create(network, new Sgd(0.1f), threads: 1), other = Create(network, new Sgd(0.1f), threads: 1);
        PartsData first = PartsData.Of(Batch, seed: 1), second = PartsData.Of(3, seed: 2);
        foreach (PartsNet.Training each in (PartsNet.Training[])[session, other])
        {
            first.Forward(each);
            if (each == session)
                each.Backward(first.Targets);
        }

        Assert.Contains(session.Gradients.ToArray(), value => value != 0f);
        session.ZeroGradients();
        Assert.All(session.Gradients.ToArray(), value => Assert.Equal(0f, value));
        Assert.Equal(0, session.Steps);
        second.Forward(session);
        session.Backward(second.Targets);
        second.Forward(other);
        other.Backward(second.Targets);
        SessionState.SameBits("gradients", other.Gradients, session.Gradients);
    }

    [Fact]
    public void AStepTakesThePlaceOfGradients()
    {
        PartsNet one = new(seed: 5), other = new(seed: 5);
        using PartsNet.Training before = Create(one, new Sgd(0.1f), threads: 1), plain = Create(other, new Sgd(0.1f), threads: 1);
        PartsData first = PartsData.Of(Batch, seed: 1), second = PartsData.Of(6, seed: 2);
        first.Forward(before);
        before.Backward(first.Targets);
        first.Forward(plain);
        Assert.Equal(plain.Step(second.Batch), before.Step(second.Batch));
        SessionState.Same(SessionState.Of(other, plain), SessionState.Of(one, before));
        // What the step left is added to like any other.
        float[] gradients = plain.Gradients.ToArray();
        first.Forward(before);
        before.Backward(first.Targets);
        Assert.NotEqual(gradients, before.Gradients.ToArray());
        // A step has no backward pass left for anyone.
        Assert.Throws<InvalidOperationException>(() => plain.Backward(second.Targets));
    }

    private static PartsNet.Training Create(PartsNet network, Optimizer optimizer, int threads)
    {
        PartsNet.Training session = network.CreateTraining(Batch, optimizer, threads);
        if (threads > 1)
            session.PlanWith(CostModel.Free);
        return session;
    }

    private static float[] InputGradient(PartsNet.Training session, int count)
    {
        float[] gradient = new float[count * 7];
        session.ReadInputGradient("image", gradient);
        return gradient;
    }

    /// <summary>Outputs, values in between and gradients, read in every way that there is.</summary>
    private static void SameValues(PartsNet.Training one, PartsNet.Training other, int count)
    {
        for (int i = 0; i < one.Outputs.Count; i++)
            SessionState.SameBits(one.Outputs[i].Name, one.Outputs[i].Values[..(count * one.Outputs[i].ElementsPerSample)], other.Outputs[i].Values[..(count * one.Outputs[i].ElementsPerSample)]);
        foreach (var (name, width) in ((string, int)[])[("see", 17), ("read", 17), ("join", 35), ("join.bottleneck", 35), ("label", 4), ("box", 3)])
        {
            float[] expected = new float[count * width], actual = new float[count * width];
            one.ReadNode(name, expected);
            other.ReadNode(name, actual);
            SessionState.SameBits(name, expected, actual);
        }

        SessionState.SameBits("image", InputGradient(one, count), InputGradient(other, count));
        Assert.Equal(one.LastLosses, other.LastLosses);
    }
}
