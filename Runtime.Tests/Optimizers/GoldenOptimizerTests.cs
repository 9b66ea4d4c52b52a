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
            state.Update(parameters.Data, gradients.Data, 0, parameters.Length);
            float[] expected = Floats(after[step]);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], parameters.All[i], 2e-6f * Math.Max(1, Math.Abs(expected[i])));
            for (int i = expected.Length; i < parameters.Length; i++)
                Assert.Equal(0f, parameters.All[i]);
        }
    }

    private static float[] Floats(JsonElement array) => array.EnumerateArray().Select(element => element.GetSingle()).ToArray();
}
