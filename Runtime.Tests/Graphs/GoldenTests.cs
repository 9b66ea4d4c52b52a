using System.Text.Json;

namespace GraphGen.Tests.Graphs;

/// <summary>Graphs of every kind against PyTorch: <c>Golden/graphs.py</c> made <c>Golden/graphs.json</c>.</summary>
public class GoldenTests
{
    private static readonly Sgd s_still = new(learningRate: 0f);

    public static TheoryData<string> Names => [.. GoldenCase.All.Keys];

    [Fact]
    public void NoneIsLeftOut() => Assert.Equal(GoldenCase.Golden, GoldenCase.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void EverythingIsNamedAsTheDesignSays(string name)
    {
        var (golden, network, session, count) = Begin(name);
        using TrainingSession disposed = session;
        GoldenValues.SameNames(golden.GetProperty("initial"), network.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(
            golden.GetProperty("frozen").EnumerateArray().Select(item => item.GetString()).Order(),
            network.Parameters.Where(parameter => !parameter.IsTrainable).Select(parameter => parameter.Name).Order());
        GoldenValues.SameNames(golden.GetProperty("inputs"), session.Inputs.Select(port => port.Name));
        GoldenValues.SameNames(golden.GetProperty("targets"), session.Targets.Select(port => port.Name));
        GoldenValues.SameNames(golden.GetProperty("outputs"), session.Outputs.Select(port => port.Name));
        GoldenValues.SameNames(golden.GetProperty("outputs"), session.OutputGradients.Select(port => port.Name));
        GoldenValues.SameNames(golden.GetProperty("losses"), session.LastLosses.Keys);
        Assert.All(network.Parameters, parameter => Assert.Equal(golden.GetProperty("initial").GetProperty(parameter.Name).GetArrayLength(), parameter.Count));
        Assert.All(session.Inputs, port => Assert.Equal(golden.GetProperty("inputs").GetProperty(port.Name).GetArrayLength(), count * port.ElementsPerSample));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OutputsLossesAndGradients(string name)
    {
        var (golden, network, session, count) = Begin(name);
        using TrainingSession disposed = session;
        float loss = Pass(golden, session, 0, count);
        CompareOutputs(golden, session.Outputs, count);
        foreach (JsonProperty node in golden.GetProperty("nodes").EnumerateObject())
        {
            float[] actual = new float[node.Value.GetArrayLength()];
            session.ReadNode(node.Name, actual);
            GoldenValues.Compare(node.Name, GoldenValues.Floats(node.Value), actual);
        }

        foreach (JsonProperty one in golden.GetProperty("losses").EnumerateObject())
            Assert.Equal(one.Value.GetDouble(), session.LastLosses[one.Name], 1e-5 * Math.Max(1, one.Value.GetDouble()));
        if (session.Targets.Count > 0)
            Assert.Equal(golden.GetProperty("loss").GetDouble(), loss, 1e-5 * Math.Max(1, loss));
        GoldenValues.CompareGradients(golden.GetProperty("gradients"), network, session);
        foreach (JsonProperty input in golden.GetProperty("inputGradients").EnumerateObject())
        {
            float[] actual = new float[input.Value.GetArrayLength()];
            session.ReadInputGradient(input.Name, actual);
            GoldenValues.Compare(input.Name, GoldenValues.Floats(input.Value), actual);
        }

        foreach (Port input in session.Inputs.Where(input => !golden.GetProperty("inputGradients").TryGetProperty(input.Name, out _)))
            Assert.Throws<ArgumentException>(() => session.ReadInputGradient(input.Name, new float[count * input.ElementsPerSample]));
    }

    /// <summary>Two batches of different size, each with a mean of its own.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsOfTwoBatchesAddUp(string name)
    {
        var (golden, network, session, count) = Begin(name);
        using TrainingSession disposed = session;
        // What a step leaves is gone after zeroing.
        Pass(golden, session, 0, count);
        session.ZeroGradients();
        Pass(golden, session, 0, 2);
        Pass(golden, session, 2, count - 2);
        GoldenValues.CompareGradients(golden.GetProperty("accumulated"), network, session);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ParametersAfterThreeSteps(string name)
    {
        JsonElement golden = GoldenCase.ValuesOf(name);
        string optimizer = golden.GetProperty("optimizer").GetString()!;
        var (_, network, session, count) = Begin(name, optimizer switch
        {
            "sgd" => new Sgd(0.01f),
            "nesterov" => new Sgd(0.01f, momentum: 0.9, nesterov: true, weightDecay: 0.01),
            _ => new Adam(0.01f),
        });
        using TrainingSession disposed = session;
        for (int step = 0; step < 3; step++)
        {
            GoldenValues.Fill(session.Inputs, golden.GetProperty("inputs"), 0, count);
            GoldenValues.Fill(session.Targets, golden.GetProperty("targets"), 0, count);
            if (session.Targets.Count > 0)
            {
                session.Step(count);
                continue;
            }

            session.ZeroGradients();
            Pass(golden, session, 0, count);
            session.ApplyGradients();
        }

        foreach (Parameter parameter in network.Parameters)
        {
            float[] actual = new float[parameter.Count];
            parameter.Read(actual);
            float[] expected = GoldenValues.Floats(golden.GetProperty("after").GetProperty(parameter.Name));
            // Adam divides tiny gradients by their own size, rounding and all.
            GoldenValues.Compare(parameter.Name, expected, actual, !parameter.IsTrainable ? 1e-7f : optimizer == "adam" ? 2e-3f : 2e-6f);
            if (!parameter.IsTrainable)
                Assert.Equal(GoldenValues.Floats(golden.GetProperty("initial").GetProperty(parameter.Name)), actual);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inference(string name)
    {
        var (golden, network, session, count) = Begin(name);
        session.Dispose();
        using InferenceSession inference = GoldenCase.All[name].NewInference(network, count);
        GoldenValues.Fill(inference.Inputs, golden.GetProperty("inputs"), 0, count);
        inference.Run(count);
        CompareOutputs(golden, inference.Outputs, count);
    }

    [Fact]
    public void LossWeightsChangeBetweenSteps()
    {
        var (golden, network, session, count) = Begin("two_losses");
        using TrainingSession disposed = session;
        JsonElement changed = golden.GetProperty("changed");
        Pass(golden, session, 0, count);
        foreach (JsonProperty weight in changed.GetProperty("weights").EnumerateObject())
            session.SetLossWeight(weight.Name, (float)weight.Value.GetDouble());
        Assert.Equal(changed.GetProperty("loss").GetDouble(), session.Step(count), 1e-5);
        GoldenValues.CompareGradients(changed.GetProperty("gradients"), network, session);
        session.SetLossWeight("label", 1f);
        session.SetLossWeight("box", 0.5f);
        Assert.Equal(golden.GetProperty("loss").GetDouble(), session.Step(count), 1e-5);
        GoldenValues.CompareGradients(golden.GetProperty("gradients"), network, session);
    }

    private static (JsonElement Golden, Network Network, TrainingSession Session, int Count) Begin(string name, Optimizer? optimizer = null)
    {
        JsonElement golden = GoldenCase.ValuesOf(name);
        int count = golden.GetProperty("samples").GetInt32();
        Network network = GoldenCase.All[name].Start(golden);
        return (golden, network, GoldenCase.All[name].NewTraining(network, count, optimizer ?? s_still, 1), count);
    }

    /// <summary>Forward and backward on some of the samples; gradients add up.</summary>
    private static float Pass(JsonElement golden, TrainingSession session, int first, int count)
    {
        GoldenValues.Fill(session.Inputs, golden.GetProperty("inputs"), first, count);
        session.Forward(count);
        if (session.Targets.Count == 0)
        {
            GoldenValues.Fill(session.OutputGradients, golden.GetProperty("given"), first, count);
            session.BackwardFromGradients();
            return 0f;
        }

        GoldenValues.Fill(session.Targets, golden.GetProperty("targets"), first, count);
        return session.Backward();
    }

    private static void CompareOutputs(JsonElement golden, IReadOnlyList<Port> outputs, int count)
    {
        GoldenValues.SameNames(golden.GetProperty("outputs"), outputs.Select(port => port.Name));
        foreach (Port output in outputs)
            GoldenValues.Compare(output.Name, GoldenValues.Floats(golden.GetProperty("outputs").GetProperty(output.Name)), output.Values[..(count * output.ElementsPerSample)]);
    }
}
