using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>Diagnostics of layers that pool, pad and enlarge pictures, each where it is: the wrong case marked, the right case without a word.</summary>
public class PoolingTests
{
    [Theory]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), MaxPool2D([|0|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), MaxPool2D(1), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), AvgPool2D([|0|], 2), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), AvgPool2D(1, 2), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), MaxPool2D(2, [|Stride = 0|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), MaxPool2D(2, Stride = 1), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), MaxPool2D(2, Stride = 1, [|Dilation = 0|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), MaxPool2D(2, Stride = 1, Dilation = 2), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), MaxPool2D(3, Stride = 1, [|Padding = 2|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), MaxPool2D(3, Stride = 1, Padding = 1), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), AvgPool2D(2, 4, Stride = 1, [|Padding = 2|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), AvgPool2D(2, 4, Stride = 1, Padding = 1), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(8, 1), AvgPool1D(2, Stride = 1, [|Padding = -1|]), Dense(2)] partial class N;", "[Network, Input(8, 1), AvgPool1D(2, Stride = 1, Padding = 1), Dense(2)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), MaxPool2D(2, [|Padding = Padding.Same|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 7, 7), MaxPool2D(2, CeilMode = true), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(4, 1), MaxPool1D(2, Stride = 1, Padding = 1, [|Dilation = 5|]), Dense(2)] partial class N;", "[Network, Input(4, 1), MaxPool1D(2, Stride = 1, Padding = 1, Dilation = 4), Dense(2)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), ZeroPad2D([|-1|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), ZeroPad2D(0), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), ZeroPad2D(1, 2, [|-1|], 0), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), ZeroPad2D(1, 2, 1, 0), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), UpSample2D([|0|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), UpSample2D(1), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), UpSample2D(2, [|Interpolation = (Interpolation)7|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), UpSample2D(2, Interpolation = Interpolation.Bilinear), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(64), [|MaxPool2D(2)|], Conv2D(2, 1)] partial class N;", "[Network, Input(64), Reshape(1, 8, 8), MaxPool2D(2), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(1, 8, 8), [|AvgPool1D(2)|], Dense(2)] partial class N;", "[Network, Input(8, 8), AvgPool1D(2), Dense(2)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(64), [|GlobalAvgPool|], Dense(2)] partial class N;", "[Network, Input(8, 8), GlobalAvgPool, Dense(2)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(8, 8), [|ZeroPad2D(2)|], Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), ZeroPad2D(2), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(8, 8), [|UpSample2D(2)|], Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), UpSample2D(2), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0103", "[Network, Input(1, 8, 8), [|ZeroPad2D(40000)|], Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), ZeroPad2D(4), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0103", "[Network, Input(1, 8, 8), UpSample2D([|10000|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 8, 8), UpSample2D(10), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0111", "[Network, Input(1, 4, 4), MaxPool2D([|5|]), Conv2D(2, 1)] partial class N;", "[Network, Input(1, 4, 4), MaxPool2D(5, Padding = 1, Stride = 1), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0111", "[Network, Input(4, 2), MaxPool1D([|3|], Dilation = 2), Dense(2)] partial class N;", "[Network, Input(5, 2), MaxPool1D(3, Dilation = 2), Dense(2)] partial class N;")]
    [InlineData("GG0112", "[Network, Input(1, 9, 8), [|MaxPool2D(2)|], Conv2D(2, 1)] partial class N;", "[Network, Input(1, 9, 8), MaxPool2D(2, CeilMode = true), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0112", "[Network, Input(10, 2), [|AvgPool1D(3)|], Dense(2)] partial class N;", "[Network, Input(10, 2), AvgPool1D(1, Stride = 4), Dense(2)] partial class N;")]
    [InlineData("GG0115", "[Network, Input(28, 28, 1), [|MaxPool2D(2)|], Conv2D(2, 1)] partial class N;", "[Network, Input(1, 28, 28), MaxPool2D(2), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0115", "[Network, Input(32, 32, 3), [|ZeroPad2D(2)|], Conv2D(2, 1)] partial class N;", "[Network, Input(3, 32, 32), ZeroPad2D(2), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0115", "[Network, Input(32, 32, 3), [|GlobalAvgPool|], Dense(2)] partial class N;", "[Network, Input(3, 32, 32), GlobalAvgPool, Dense(2)] partial class N;")]
    public void IsReportedWhereItIs(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }

    [Theory]
    [InlineData("Input(4, 9, 8), MaxPool2D(2)", "MaxPool2D(2) never reads the last row of its input [4, 9, 8]; choose an input or padding that its stride divides, if they matter")]
    [InlineData("Input(4, 8, 8), AvgPool2D(3, 2, Padding = 2)", "AvgPool2D(3, 2): 'Padding' is 2, but must be at least 0 and at most 1, half the window")]
    [InlineData("Input(4, 8, 8), MaxPool2D(2, Padding = Padding.Same)", "MaxPool2D(2): 'Padding' is Padding.Same, but must be at least 0 and at most 1, half the window")]
    [InlineData("Input(4, 2), MaxPool1D(6)", "MaxPool1D(6): its window is 6 long, but the padded input is 4 ([4, 2] without padding); make the kernel smaller or the padding larger")]
    public void SaysWhatWasExpectedWhatCameAndWhatToDo(string layers, string message) => Assert.Equal(
        message,
        Assert.Single(Analysis.Run(Analysis.Usings + $"[Network, {layers}, Dense(2)] partial class N;")).GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The extents that PyTorch gives.</summary>
    [Theory]
    [InlineData("Input(4, 9, 8), MaxPool2D(2, CeilMode = true)", "[4, 5, 4]")]
    [InlineData("Input(4, 10, 10), MaxPool2D(3, Stride = 2, Padding = 1, CeilMode = true)", "[4, 6, 6]")]
    [InlineData("Input(4, 5, 5), AvgPool2D(2, Stride = 3, Padding = 1, CeilMode = true)", "[4, 2, 2]")]
    [InlineData("Input(4, 11, 12), MaxPool2D(2, 3, Stride = 2, Dilation = 2, CeilMode = true)", "[4, 5, 5]")]
    [InlineData("Input(12, 5), AvgPool1D(5, Stride = 3, Padding = 2)", "[4, 5]")]
    [InlineData("Input(4, 8, 9), GlobalMaxPool", "[4]")]
    [InlineData("Input(12, 5), GlobalAvgPool", "[5]")]
    [InlineData("Input(4, 8, 9), ZeroPad2D(1, 2, 3, 4)", "[4, 11, 16]")]
    [InlineData("Input(4, 8, 9), UpSample2D(3)", "[4, 24, 27]")]
    public void GivesTheShape(string layers, string shape)
    {
        GeneratorRun run = new(Analysis.Usings + $"[Network, {layers}, Relu, Dense(2)] partial class N;");
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains(shape, run.Text);
    }

    /// <summary>A layer with parameters, without which there is nothing to train.</summary>
    private static string Trained(string layers) => layers.Contains("2D(", StringComparison.Ordinal) ? "Conv2D(2, 1)" : "Dense(2)";
}
