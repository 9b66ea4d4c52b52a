using Generator.Tests.Harness;

namespace Generator.Tests.Passes;

/// <summary>What becomes of normalisations: what they ride on, what rides on them, and which layers lose their bias to them.</summary>
public class NormalizationTests
{
    private const string Residual = """
        [Network]
        public partial class N
        {
            [Conv2D(8, 3, Padding = 1), BatchNorm, Relu] private static partial Node Stem(Node x);
            [Conv2D(8, 3, Padding = 1), BatchNorm] private static partial Node Body(Node x);
            [Flatten, Dense(2), SoftmaxCrossEntropy] private static partial Node Label(Node x);
            static Node Graph([Input(3, 6, 6)] Node image)
            {
                var x = Stem(image);
                return Label((Body(x) + x).Relu());
            }
        }
        """;

    [Fact]
    public void InInferenceNothingIsLeftOfABatchNorm()
    {
        string inference = Half(Residual, "class Inference");
        Assert.Contains("// stem.conv2d1, stem.batchnorm1, stem.relu1 forward", inference);
        Assert.Contains("// body.conv2d1, body.batchnorm1, add1, relu1 forward", inference);
        Assert.DoesNotContain("Pointwise.Run", inference);
        Assert.DoesNotContain("BatchNorm.Statistics", inference);
        Assert.True(inference.LastIndexOf("BatchNorm.Running", StringComparison.Ordinal) < inference.IndexOf("Convolution.Forward", StringComparison.Ordinal));
    }

    [Fact]
    public void InTrainingTheMappingTakesAlongWhatFollows()
    {
        string training = Half(Residual, "class Training");
        Assert.Contains("// stem.batchnorm1, stem.relu1 forward", training);
        Assert.Contains("// body.batchnorm1, add1, relu1 forward", training);
        Assert.DoesNotContain("BatchNorm.Running", training);
    }

    [Fact]
    public void AFrozenBatchNormDissolvesInTrainingToo()
    {
        string training = Half("[Network, Input(3, 6, 6), Conv2D(8, 3), BatchNorm(Frozen = true), Relu, Flatten, Dense(2), MeanSquaredError] public partial class N;", "class Training");
        Assert.Contains("// conv2d1, batchnorm1, relu1 forward", training);
        Assert.Contains("MultiplyColumns", training);
        Assert.DoesNotContain("BatchNorm.Statistics", training);
    }

    [Theory]
    [InlineData("Input(4), Dense(8), BatchNorm, Relu", false)]
    [InlineData("Input(4), Dense(8, Bias = true), BatchNorm, Relu", true)]
    [InlineData("Input(4), Dense(8), Relu, BatchNorm", true)]
    [InlineData("Input(4), Dense(8), LayerNorm, Relu", true)]
    [InlineData("Input(4), Dense(8), GroupNorm(2), Relu", true)]
    [InlineData("Input(4), Dense(8)", true)]
    [InlineData("Input(3, 6, 6), Conv2D(8, 3), BatchNorm, Relu", false)]
    [InlineData("Input(3, 6, 6), Conv2D(8, 3, Bias = true), BatchNorm, Relu", true)]
    [InlineData("Input(3, 6, 6), ConvTranspose2D(8, 3), BatchNorm", false)]
    [InlineData("Input(5, 6), Conv1D(8, 3), BatchNorm", false)]
    public void ALayerBeforeABatchNormHasNoBiasUnlessToldSo(string layers, bool hasBias) =>
        Assert.Equal(hasBias, System.Text.RegularExpressions.Regex.IsMatch(Text($"[Network, {layers}] public partial class N;"), "Vector\\(\"(dense|conv\\w+)1\\.bias\""));

    /// <summary>A value that something else reads, or that is given out, keeps its bias; shared weights agree on it.</summary>
    [Theory]
    [InlineData("Norm(a)", false)]
    [InlineData("Norm(a) + a", true)]
    [InlineData("(Norm(a), a)", true)]
    [InlineData("Norm(a) + Norm(First(y))", false)]
    [InlineData("Norm(a) + First(y)", true)]
    public void OnlyIfNothingElseReadsIt(string result, bool hasBias) => Assert.Equal(hasBias, Text($$"""
        [Network]
        public partial class N
        {
            [Dense(8)] private static partial Node First(Node x);
            [BatchNorm] private static partial Node Norm(Node x);
            static {{(result[0] == '(' ? "(Node, Node)" : "Node")}} Graph([Input(4)] Node x, [Input(4)] Node y)
            {
                var a = First(x);
                return {{result}};
            }
        }
        """).Contains("first.dense1.bias", StringComparison.Ordinal));

    /// <summary>He's rule looks through a normalisation.</summary>
    [Theory]
    [InlineData("BatchNorm, Relu", "HeUniform")]
    [InlineData("LayerNorm, Gelu", "HeUniform")]
    [InlineData("BatchNorm, Tanh", "GlorotUniform")]
    public void WeightsAreDrawnForTheActivationBehindANormalisation(string behind, string rule) =>
        Assert.Contains($"\"dense1.weight\", outputs: 8, inputs: 4, global::GraphGen.Initializer.{rule}", Text($"[Network, Input(4), Dense(8), {behind}] public partial class N;"));

    [Fact]
    public void RunningStatisticsAreNoParameters()
    {
        string text = Text("[Network, Input(4), Dense(8), BatchNorm] public partial class N;");
        Assert.Contains("ParameterCount = 48;", text);
        int buffers = text.IndexOf("Buffers: [", StringComparison.Ordinal);
        Assert.True(text.IndexOf("\"batchnorm1.bias\"", StringComparison.Ordinal) < buffers);
        Assert.True(text.IndexOf("\"batchnorm1.running_mean\"", StringComparison.Ordinal) > buffers);
        Assert.Contains("48 parameters", text);
    }

    private static string Text(string source)
    {
        GeneratorRun run = new("using GraphGen;\n" + source);
        Assert.Empty(run.CompilerDiagnostics);
        return run.TextOf("N.g.cs");
    }

    /// <summary>The session of that kind, without the other.</summary>
    private static string Half(string source, string session)
    {
        string text = Text(source);
        int start = text.IndexOf($"public sealed {session}", StringComparison.Ordinal), other = text.IndexOf("public sealed class Inference", StringComparison.Ordinal);
        return start < other ? text[start..other] : text[start..];
    }
}
