using System.Text.Json;
using GraphGen.CompilerServices;
using GraphGen.Tests.Kernels.Losses;

namespace GraphGen.Tests.Golden;

/// <summary>Losses and their gradients against PyTorch: <c>losses.py</c> made <c>losses.json</c>.</summary>
public class LossGoldenTests
{
    private static readonly Lazy<JsonDocument> s_golden = new(() => JsonDocument.Parse(File.ReadAllText(GoldenFile.Path("losses.json"))));

    private static readonly string[] s_names = ["squared", "absolute", "huber", "huber 0.3", "binary", "binary 2.5", "hinge", "divergence", "cross entropy"];

    public static TheoryData<string> Names => [.. s_names];

    [Fact]
    public void NoneIsLeftOut() => Assert.Equal(
        s_names, s_golden.Value.RootElement.GetProperty("cases").EnumerateArray().Select(golden => golden.GetProperty("name").GetString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithPyTorch(string name)
    {
        JsonElement root = s_golden.Value.RootElement;
        JsonElement golden = root.GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        int rows = root.GetProperty("rows").GetInt32(), columns = root.GetProperty("columns").GetInt32();
        bool isDistribution = name is "divergence" or "cross entropy";
        LossRun.Kernel kernel = name switch
        {
            "divergence" => (w, x, target, loss, gradient) => KLDivergence.Loss(ref w, 0, x, target, loss, gradient, 1f),
            "cross entropy" => (w, x, target, loss, gradient) => SoftmaxCrossEntropy.Loss(ref w, 0, x, target, loss, gradient, 0.2f, 1f),
            _ => LossCase.All[name].Kernel(1f),
        };
        float[] prediction = Floats(root.GetProperty("prediction"));
        LossRun run = LossRun.Of(kernel, rows, columns, prediction, Floats(golden.GetProperty("target")));
        double divisor = isDistribution ? prediction.Length / columns : prediction.Length;
        double expected = golden.GetProperty("loss").GetDouble();
        Assert.Equal(expected, run.Losses.Sum(value => (double)value) / divisor, 2e-6 * expected);
        float[] slopes = Floats(golden.GetProperty("gradient"));
        float scale = slopes.Max(Math.Abs);
        for (int i = 0; i < slopes.Length; i++)
            Assert.True(Math.Abs(slopes[i] - run.Gradient[i]) <= 1e-6 * scale, $"The gradient of element {i} is {run.Gradient[i]}, but PyTorch has {slopes[i]}.");
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => (float)value.GetDouble())];
}
