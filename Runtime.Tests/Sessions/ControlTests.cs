using GraphGen.CompilerServices;
using GraphGen.Tests.Parallel;

namespace GraphGen.Tests.Sessions;

/// <summary>What can be set or read between steps: weights of losses, rates, metrics, groups, norms, ports.</summary>
[Collection(nameof(WholeTeam))]
public sealed class ControlTests
{
    private const int Batch = 8;

    [Fact]
    public void AWeightOfZeroSilencesALoss()
    {
        PartsNet network = new(seed: 1);
        using PartsNet.Training session = network.CreateTraining(Batch, new Sgd(0f), 1);
        PartsData data = PartsData.Of(Batch, 1);
        Assert.Equal((1f, 0.5f), (session.GetLossWeight("label"), session.GetLossWeight("box")));
        session.SetLossWeight("label", 0f);
        float total = session.Step(data.Batch);
        Assert.Equal(0.5f * session.LastLosses["box"], total, 1e-6f);
        Assert.True(session.LastLosses["label"] > 0f);
        Assert.All(Gradient(session, "label.dense1.weight", 4 * 35), value => Assert.Equal(0f, value));
        Assert.Contains(Gradient(session, "box.dense1.weight", 3 * 35), value => value != 0f);
        session.SetLossWeight("box", 0f);
        Assert.Equal(0f, session.Step(data.Batch));
        Assert.All(session.Gradients.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void WeightsScaleGradients()
    {
        PartsNet one = new(seed: 1), other = new(seed: 1);
        using PartsNet.Training plain = one.CreateTraining(Batch, new Sgd(0f), 1), doubled = other.CreateTraining(Batch, new Sgd(0f), 1);
        PartsData data = PartsData.Of(Batch, 1);
        doubled.SetLossWeight("label", 2f);
        doubled.SetLossWeight("box", 1f);
        Assert.Equal(2f * plain.Step(data.Batch), doubled.Step(data.Batch));
        Assert.Equal(plain.LastLosses, doubled.LastLosses);
        SessionState.SameBits("gradients", Array.ConvertAll(plain.Gradients.ToArray(), value => 2f * value), doubled.Gradients);
    }

    [Fact]
    public void LossesAreReadByName()
    {
        using PartsNet.Training session = new PartsNet(seed: 1).CreateTraining(Batch, new Sgd(0.1f), 1);
        Assert.Equal(["label", "box"], session.LastLosses.Keys);
        Assert.Equal(2, session.LastLosses.Count);
        float total = session.Step(PartsData.Of(5, 1).Batch);
        Assert.Equal(total, session.LastLoss);
        Assert.Equal(total, session.LastLosses["label"] + 0.5f * session.LastLosses["box"], 1e-6f);
        Assert.True(session.LastLosses.TryGetValue("box", out float box) && box == session.LastLosses["box"]);
        Assert.False(session.LastLosses.TryGetValue("cox", out _));
        Assert.Equal(session.LastLosses.Values, session.LastLosses.Select(loss => loss.Value));
    }

    [Fact]
    public void TheRateChangesBetweenSteps()
    {
        PartsNet one = new(seed: 2), other = new(seed: 2);
        using PartsNet.Training changed = one.CreateTraining(Batch, new Adam(0.01f), 1);
        using PartsNet.Training parts = other.CreateTraining(Batch, new Adam(0.01f), 1);
        PartsData data = PartsData.Of(Batch, 1);
        foreach (PartsNet.Training session in (PartsNet.Training[])[changed, parts])
        {
            Assert.Equal(0, session.LearningRate);
            Advance(session);
            Assert.Equal(0.01, session.LearningRate, 1e-9);
            session.SetLearningRate(0f);
            Dictionary<string, float[]> before = SessionState.Parameters(session == changed ? one : other);
            Advance(session);
            Assert.Equal(0, session.LearningRate);
            SessionState.Same(before, SessionState.Parameters(session == changed ? one : other));
            session.SetLearningRate(Schedule.Step(1.0, 2, 0.1));
            Advance(session);
            Assert.Equal(0.1, session.LearningRate, 1e-9);
        }

        SessionState.Same(SessionState.Of(one, changed), SessionState.Of(other, parts));

        void Advance(PartsNet.Training session)
        {
            if (session == changed)
            {
                session.Step(data.Batch);
                return;
            }

            session.ZeroGradients();
            data.Forward(session);
            session.Backward(data.Targets);
            session.ApplyGradients();
        }
    }

    [Fact]
    public void APlateauIsReported()
    {
        using PartsNet.Training session = new PartsNet(seed: 3).CreateTraining(Batch, new Sgd(Schedule.OnPlateau(0.1, factor: 0.5, patience: 1)), 1);
        PartsData data = PartsData.Of(4, 1);
        List<double> rates = [];
        foreach (double metric in (double[])[1.0, 0.5, 0.6, 0.6, 0.6, 0.6])
        {
            session.Step(data.Batch);
            rates.Add(Math.Round(session.LearningRate, 6));
            session.ReportMetric(metric);
        }

        Assert.Equal([0.1, 0.1, 0.1, 0.1, 0.05, 0.05], rates);
    }

    /// <summary>Of equal direction, and of the norm that was asked for.</summary>
    [Fact]
    public void TheNormIsClippedAlikeInAStepAndInParts()
    {
        const float norm = 0.05f, rate = 0.5f;
        PartsNet one = new(seed: 4), other = new(seed: 4);
        using PartsNet.Training step = one.CreateTraining(Batch, new Sgd(rate) { ClipNorm = norm }, 1);
        using PartsNet.Training parts = other.CreateTraining(Batch, new Sgd(rate) { ClipNorm = norm }, 2);
        parts.PlanWith(CostModel.Free);
        Dictionary<string, float[]> before = SessionState.Parameters(one);
        PartsData data = PartsData.Of(Batch, 1);
        step.Step(data.Batch);
        data.Forward(parts);
        parts.Backward(data.Targets);
        parts.ApplyGradients();
        SessionState.Same(SessionState.Of(one, step), SessionState.Of(other, parts));
        double length = Math.Sqrt(step.Gradients.ToArray().Sum(value => (double)value * value)), moved = 0;
        Assert.True(length > 2 * norm);
        foreach (var (name, values) in SessionState.Parameters(one))
            moved += values.Zip(before[name], (to, from) => Math.Pow((to - from) / rate, 2)).Sum();
        Assert.Equal(norm, Math.Sqrt(moved), 1e-4 * norm);
    }

    [Fact]
    public void GroupsAreFoundByTheirPattern()
    {
        PartsNet network = new(seed: 5);
        Sgd optimizer = new(0.1f)
        {
            Groups = [new("see.dense1.*") { Frozen = true }, new("*.bias") { LearningRateScale = 0 }, new("join.bottleneck.*") { LearningRateScale = 0.5 }],
        };
        using PartsNet.Training session = network.CreateTraining(Batch, optimizer, 1);
        Dictionary<string, float[]> before = SessionState.Parameters(network);
        session.Step(PartsData.Of(Batch, 1).Batch);
        foreach (var (name, values) in SessionState.Parameters(network))
        {
            float rate = name.StartsWith("see.dense1", StringComparison.Ordinal) || name.EndsWith(".bias", StringComparison.Ordinal) ? 0f
                : name.StartsWith("join.bottleneck", StringComparison.Ordinal) ? 0.05f : 0.1f;
            float[] gradient = Gradient(session, name, values.Length);
            Assert.Contains(gradient, value => value != 0f);
            for (int i = 0; i < values.Length; i++)
                Assert.Equal(before[name][i] - rate * gradient[i], values[i], rate == 0f ? 0f : 1e-6f);
        }

        Assert.Contains("decoder", Assert.Throws<ArgumentException>(() => network.CreateTraining(1, new Sgd(0.1f) { Groups = [new("decoder.*") { Frozen = true }] })).Message);
    }

    /// <summary>A call without spans works on the ports, indices among them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PortsAreSpans(int frames)
    {
        PartsNet one = new(seed: 6), other = new(seed: 6);
        using PartsNet.Training spans = one.CreateTraining(Batch, new Sgd(0.1f), 1), ports = other.CreateTraining(Batch, new Sgd(0.1f), 1, frames);
        foreach (int count in (int[])[Batch, 3])
        {
            PartsData data = PartsData.Of(count, count);
            data.Fill(ports);
            Assert.Equal(spans.Step(data.Batch), ports.Step(count));
            data.Forward(spans);
            spans.Backward(data.Targets);
            ports.Forward(count, frame: frames - 1);
            ports.Backward(frame: frames - 1);
            SessionState.Same(SessionState.Of(one, spans), SessionState.Of(other, ports));
        }

        using PartsNet.Inference inference = one.CreateInference(Batch), filled = one.CreateInference(Batch);
        PartsData last = PartsData.Of(5, 9);
        float[] label = new float[5 * 4], box = new float[5 * 3], feature = new float[5 * 17];
        inference.Run(last.Image, last.Words, label, box, feature);
        last.Image.CopyTo(filled.Inputs[0].Values);
        last.Words.CopyTo(filled.Inputs[1].Indices);
        filled.Run(5);
        Assert.Equal(label, filled.Outputs[0].Values[..20].ToArray());
        Assert.Equal(box, filled.Outputs[1].Values[..15].ToArray());
        Assert.Equal(feature, filled.Outputs[2].Values[..85].ToArray());
    }

    [Fact]
    public void NodesAreReadByName()
    {
        PartsNet network = new(seed: 7);
        using PartsNet.Training session = network.CreateTraining(Batch, new Sgd(0.1f), 1);
        using PartsNet.Inference inference = network.CreateInference(Batch);
        PartsData data = PartsData.Of(3, 1);
        float[] read = new float[3 * 17], table = new float[9 * 17], logits = new float[3 * 4], probabilities = new float[3 * 4];
        Assert.Contains("no value yet", Assert.Throws<InvalidOperationException>(() => session.ReadNode("read", read)).Message);
        data.Forward(session);
        session.ReadNode("read", read);
        network.Parameters.Single(parameter => parameter.Name == "read.embedding1.weight").Read(table);
        for (int sample = 0; sample < 3; sample++)
        {
            for (int i = 0; i < 17; i++)
                Assert.Equal(Enumerable.Range(0, 5).Average(time => table[data.Words[sample * 5 + time] * 17 + i]), read[sample * 17 + i], 1e-6f);
        }

        // What a method with a loss gives is the value before the link, whatever the outputs are.
        inference.Run(data.Image, data.Words, probabilities, new float[3 * 3], new float[3 * 17]);
        inference.ReadNode("label", logits);
        double sum = logits[..4].Sum(value => Math.Exp(value));
        Assert.Equal(Math.Exp(logits[1]) / sum, probabilities[1], 1e-6);
    }

    [Fact]
    public void ACopyIsASnapshotForOtherSessions()
    {
        PartsNet network = new(seed: 8), snapshot = new(seed: 9);
        using PartsNet.Training session = network.CreateTraining(Batch, new Adam(0.01f), 1);
        using PartsNet.Inference own = network.CreateInference(1), copied = snapshot.CreateInference(1);
        PartsData data = PartsData.Of(Batch, 1);
        float[] Run(PartsNet.Inference inference)
        {
            float[] label = new float[4];
            inference.Run(data.Image.AsSpan(0, 7), data.Words.AsSpan(0, 5), label, new float[3], new float[17]);
            return label;
        }

        Assert.NotEqual(Run(own), Run(copied));
        session.Step(data.Batch);
        network.CopyTo(snapshot);
        float[] published = Run(copied);
        Assert.Equal(Run(own), published);
        // Between the parts of a step, too; what the session has begun goes on.
        data.Forward(session);
        network.CopyTo(snapshot);
        session.Backward(data.Targets);
        session.ApplyGradients();
        Assert.Equal(published, Run(copied));
        Assert.NotEqual(published, Run(own));
    }

    private static float[] Gradient(TrainingSession session, string name, int count)
    {
        float[] gradient = new float[count];
        session.ReadGradient(name, gradient);
        return gradient;
    }
}
