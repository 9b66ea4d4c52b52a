using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>Diagnostics of layers with a window, each where it is: the wrong case marked, the right case without a word.</summary>
public class WindowTests
{
    [Theory]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), Conv2D([|0|], 3)] partial class N;", "[Network, Input(1, 8, 8), Conv2D(1, 3)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), Conv2D(2, [|0|])] partial class N;", "[Network, Input(1, 8, 8), Conv2D(2, 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), Conv2D(2, [|0|], 3)] partial class N;", "[Network, Input(1, 8, 8), Conv2D(2, 1, 3)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), Conv2D(2, 3, [|Stride = 0|])] partial class N;", "[Network, Input(1, 8, 8), Conv2D(2, 3, Stride = 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), Conv2D(2, 3, [|Padding = -2|])] partial class N;", "[Network, Input(1, 8, 8), Conv2D(2, 3, Padding = Padding.Same)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), Conv2D(2, 3, [|Dilation = 0|])] partial class N;", "[Network, Input(1, 8, 8), Conv2D(2, 3, Dilation = 2)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(2, 8, 8), Conv2D(2, 3, [|Groups = 0|])] partial class N;", "[Network, Input(2, 8, 8), Conv2D(2, 3, Groups = 2)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), ConvTranspose2D(2, 3, [|OutputPadding = 1|])] partial class N;", "[Network, Input(1, 8, 8), ConvTranspose2D(2, 3, Stride = 2, OutputPadding = 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 8, 8), ConvTranspose2D(2, 3, [|Padding = Padding.Same|])] partial class N;", "[Network, Input(1, 8, 8), ConvTranspose2D(2, 3, Padding = 1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(1, 2, 2), ConvTranspose2D(2, 3, [|Padding = 2|])] partial class N;", "[Network, Input(1, 8, 8), ConvTranspose2D(2, 3, Padding = 2)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(64), [|Conv2D(2, 3)|]] partial class N;", "[Network, Input(64), Reshape(1, 8, 8), Conv2D(2, 3)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(1, 8, 8), [|Conv1D(2, 3)|]] partial class N;", "[Network, Input(8, 8), Conv1D(2, 3)] partial class N;")]
    [InlineData("GG0103", "[Network, Input(1000, 8, 8), Conv2D([|2000000|], 3)] partial class N;", "[Network, Input(10, 8, 8), Conv2D(20, 3)] partial class N;")]
    [InlineData("GG0111", "[Network, Input(1, 4, 4), Conv2D(2, [|5|])] partial class N;", "[Network, Input(1, 4, 4), Conv2D(2, 5, Padding = 1)] partial class N;")]
    [InlineData("GG0111", "[Network, Input(4, 2), Conv1D(2, [|3|], Dilation = 2)] partial class N;", "[Network, Input(5, 2), Conv1D(2, 3, Dilation = 2)] partial class N;")]
    [InlineData("GG0112", "[Network, Input(1, 8, 8), [|Conv2D(2, 3, Stride = 2)|]] partial class N;", "[Network, Input(1, 8, 8), Conv2D(2, 3, Stride = 2, Padding = 1)] partial class N;")]
    [InlineData("GG0112", "[Network, Input(10, 2), [|Conv1D(2, 2, Stride = 2, Dilation = 2)|]] partial class N;", "[Network, Input(10, 2), Conv1D(2, 1, Stride = 2)] partial class N;")]
    [InlineData("GG0113", "[Network, Input(3, 8, 8), Conv2D(2, 3, [|Groups = 2|])] partial class N;", "[Network, Input(4, 8, 8), Conv2D(2, 3, Groups = 2)] partial class N;")]
    [InlineData("GG0113", "[Network, Input(4, 8, 8), Conv2D(3, 3, [|Groups = 2|])] partial class N;", "[Network, Input(4, 8, 8), Conv2D(4, 3, Groups = 4)] partial class N;")]
    [InlineData("GG0114", "[Network, Input(1, 8, 8), Conv2D(2, [|2|], Padding = Padding.Same)] partial class N;", "[Network, Input(1, 8, 8), Conv2D(2, 3, Padding = Padding.Same)] partial class N;")]
    [InlineData("GG0115", "[Network, Input(28, 28, 1), [|Conv2D(8, 3)|]] partial class N;", "[Network, Input(1, 28, 28), Conv2D(8, 3)] partial class N;")]
    [InlineData("GG0115", "[Network, Input(32, 32, 3), [|Conv2D(8, 3, Padding = 1)|]] partial class N;", "[Network, Input(3, 32, 32), Conv2D(8, 3, Padding = 1), Conv2D(64, 30), Conv2D(8, 3, Padding = 1)] partial class N;")]
    public void IsReportedWhereItIs(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }

    [Theory]
    [InlineData("Input(1, 9, 8), Conv2D(2, 3, Stride = 2)", "Conv2D(2, 3) never reads the last column of its input [1, 9, 8]; choose an input or padding that its stride divides, if they matter")]
    [InlineData("Input(1, 11, 10), Conv2D(2, 4, Stride = 4)", "Conv2D(2, 4) never reads the last 3 rows and the last 2 columns of its input [1, 11, 10]; choose an input or padding that its stride divides, if they matter")]
    [InlineData("Input(1, 4, 6), Conv2D(2, 5)", "Conv2D(2, 5): its window is 5 high, but the padded input is 4 ([1, 4, 6] without padding); make the kernel smaller or the padding larger")]
    [InlineData("Input(28, 24, 3), Conv2D(2, 5)", "Conv2D(2, 5) takes pictures as [channels, height, width], but the input [28, 24, 3] looks like [height, width, channels]; write [Input(3, 28, 24)]")]
    public void SaysWhatWasExpectedWhatCameAndWhatToDo(string layers, string message) => Assert.Equal(
        message,
        Assert.Single(Analysis.Run(Analysis.Usings + $"[Network, {layers}] partial class N;")).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
}
