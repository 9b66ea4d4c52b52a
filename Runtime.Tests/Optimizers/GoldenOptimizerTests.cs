using System.Text.Json;
using GraphGen.CompilerServices;
using GraphGen.Tests.Golden;

namespace GraphGen.Tests.Optimizers;

/// <summary>Against PyTorch; see Golden/optimizers.py.</summary>
public unsafe class GoldenOptimizerTests
{
    public static TheoryData<string, Optimizer> Cases => new()
    {
        { "sgd", new Sgd(0.1f) },
        { "sgd decay", new Sgd(0.1f, weightDecay: 0.05) },
        { "sgd momentum", new Sgd(0.1f, momentum: 0.9) },
        { "sgd momentum dampening decay", new Sgd(0.1f, momentum: 0.9, dampening: 0.3, weightDecay: 0.05) },
        { "sgd nesterov", new Sgd(0.1f, momentum: 0.9, nesterov: true) },
        { "sgd nesterov decay", new Sgd(0.1f, momentum: 0.8, nesterov: true, weightDecay: 0.05) },
        { "adam", new Adam(1e-3f) },
        { "adam betas epsilon", new Adam(0.01f, 0.8, 0.95, 1e-4) },
        { "adam decay", new Adam(0.01f, weightDecay: 0.1) },
        { "adamw", new AdamW(0.01f) },
        { "adamw decay", new AdamW(0.01f, 0.5, 0.9, weightDecay: 0.3) },
        { "adagrad", new AdaGrad(0.1f) },
        { "adagrad all", new AdaGrad(0.1f, learningRateDecay: 0.2, weightDecay: 0.05, initialAccumulator: 0.3, epsilon: 1e-3) },
        { "rmsprop", new RmsProp(0.01f) },
        { "rmsprop decay", new RmsProp(0.01f, 0.9, 1e-4, weightDecay: 0.1) },
        { "rmsprop momentum", new RmsProp(0.01f, momentum: 0.9) },
        { "rmsprop centered", new RmsProp(0.01f, 0.8, 1e-3, centered: true) },
        { "rmsprop centered momentum", new RmsProp(0.01f, 0.8, 1e-3, 0.05, 0.7, centered: true) },
    };

    private static IReadOnlyList<ParameterGroup> Groups =>
    [
        new("encoder.*.weight") { LearningRateScale = 0.1 },
        new("head.?ias") { Frozen = true },
        new("*.bias") { WeightDecay = 0, L1 = 0 },
    ];

    public static TheoryData<string, Optimizer> Edits => new()
    {
        { "clip value", new Sgd(0.1f) { ClipValue = 0.5 } },
        { "clip norm", new Sgd(0.1f, momentum: 0.9) { ClipNorm = 2 } },
        { "clip norm out of reach", new AdamW(0.01f) { ClipNorm = 1e6 } },
        { "clip both", new Adam(0.01f) { ClipValue = 0.5, ClipNorm = 1.5 } },
        { "l1", new AdaGrad(0.1f) { L1 = 0.02 } },
        { "groups", new Sgd(0.1f, momentum: 0.9, weightDecay: 0.05) { Groups = Groups } },
        { "all", new AdamW(0.01f, weightDecay: 0.3) { ClipValue = 0.7, ClipNorm = 1.5, L1 = 0.01, Groups = Groups } },
        { "all rmsprop", new RmsProp(0.01f, weightDecay: 0.1) { ClipValue = 0.7, ClipNorm = 1.5, L1 = 0.01, Groups = Groups } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_agrees_with_PyTorch(string name, Optimizer optimizer)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.Path("optimizers.json")));
        JsonElement after = golden.RootElement.GetProperty("cases").EnumerateArray()
            .Single(element => element.GetProperty("name").GetString() == name).GetProperty("after");
        using var parameters = new FlatBuffer(Floats(golden.RootElement.GetProperty("start")));
        OptimizerState state = optimizer.CreateState(parameters.Length);
        for (int step = 0; step < after.GetArrayLength(); step++)
        {
            using var gradients = new FlatBuffer(Floats(golden.RootElement.GetProperty("gradients")[step]));
            state.Begin(step);
            state.Update(parameters.Data, gradients.Data, 0, 0, parameters.Length);
            float[] expected = Floats(after[step]);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], parameters.All[i], 2e-6f * Math.Max(1, Math.Abs(expected[i])));
            for (int i = expected.Length; i < parameters.Length; i++)
                Assert.Equal(0f, parameters.All[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void Clipping_penalties_and_groups_agree_with_PyTorch(string name, Optimizer optimizer)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.Path("optimizers.json")));
        JsonElement edits = golden.RootElement.GetProperty("edits");
        JsonElement after = edits.GetProperty("cases").EnumerateArray()
            .Single(element => element.GetProperty("name").GetString() == name).GetProperty("after");
        Segment[] segments = TestSegments.Of([.. edits.GetProperty("names").EnumerateArray().Zip(
            edits.GetProperty("starts").EnumerateArray(), (name, start) => (name.GetString()!, start.GetArrayLength(), true))]);
        using FlatBuffer parameters = Filled(segments, edits.GetProperty("starts"));
        OptimizerState state = optimizer.CreateState(segments);
        for (int step = 0; step < after.GetArrayLength(); step++)
        {
            using FlatBuffer gradients = Filled(segments, edits.GetProperty("gradients")[step]);
            state.Step(parameters, gradients, segments, step);
            using FlatBuffer expected = Filled(segments, after[step]);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected.All[i], parameters.All[i], 2e-6f * Math.Max(1, Math.Abs(expected.All[i])));
        }
    }

    private static FlatBuffer Filled(Segment[] segments, JsonElement values)
    {
        var buffer = new FlatBuffer(new float[TestSegments.Length(segments)]);
        for (int i = 0; i < segments.Length; i++)
            Floats(values[i]).CopyTo(buffer.All[segments[i].Offset..]);
        return buffer;
    }

    private static float[] Floats(JsonElement array) => array.EnumerateArray().Select(element => element.GetSingle()).ToArray();
}
