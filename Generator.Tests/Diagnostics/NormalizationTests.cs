using System.Globalization;
using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>Diagnostics of normalisations, each where it is: the wrong case marked, the right case without a word.</summary>
public class NormalizationTests
{
    [Theory]
    [InlineData("GG0101", "[Network, Input(3), Dense(4), BatchNorm([|Momentum = 2f|])] partial class N;", "[Network, Input(3), Dense(4), BatchNorm(Momentum = 1f)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(4), BatchNorm([|Epsilon = 0f|])] partial class N;", "[Network, Input(3), Dense(4), BatchNorm(Epsilon = 1e-3f)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(4), LayerNorm([|Epsilon = -1f|])] partial class N;", "[Network, Input(3), Dense(4), LayerNorm(Epsilon = 1e-3f)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(4), GroupNorm([|0|])] partial class N;", "[Network, Input(3), Dense(4), GroupNorm(1)] partial class N;")]
    [InlineData("GG0101", "[Network, Input(3, 4, 4), Conv2D(4, 3), Dropout2D([|1f|])] partial class N;", "[Network, Input(3, 4, 4), Conv2D(4, 3), Dropout2D(0.5f)] partial class N;")]
    [InlineData("GG0102", "[Network, Input(3), Dense(4), [|Dropout2D(0.5f)|]] partial class N;", "[Network, Input(3), Dense(4), Dropout(0.5f)] partial class N;")]
    [InlineData("GG0113", "[Network, Input(3), Dense(12), GroupNorm([|5|])] partial class N;", "[Network, Input(3), Dense(12), GroupNorm(4)] partial class N;")]
    [InlineData("GG0113", "[Network, Input(3, 6, 6), Conv2D(10, 3), GroupNorm([|4|])] partial class N;", "[Network, Input(3, 6, 6), Conv2D(10, 3), GroupNorm(10)] partial class N;")]
    [InlineData("GG0116", "[Network, Input(3), Dense(12), GroupNorm([|12|])] partial class N;", "[Network, Input(2, 3), Dense(12), GroupNorm(12)] partial class N;")]
    [InlineData("GG0116", "[Network, Input(3), Dense(1), [|LayerNorm|]] partial class N;", "[Network, Input(3), Dense(1), BatchNorm] partial class N;")]
    [InlineData("GG0116", "[Network, Input(1, 6, 6), [|LayerNorm|], Conv2D(2, 3)] partial class N;", "[Network, Input(1, 6, 6), GroupNorm(1), Conv2D(2, 3)] partial class N;")]
    public void IsReportedWhereItIs(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }

    [Theory]
    [InlineData("Input(3), Dense(12), GroupNorm(5)", "GroupNorm(5): 5 groups do not divide 12 features of its input; choose a number that does")]
    [InlineData("Input(3, 6, 6), Conv2D(10, 3), GroupNorm(4)", "GroupNorm(4): 4 groups do not divide 10 channels of its input; choose a number that does")]
    [InlineData("Input(3), Dense(12), GroupNorm(12)", "GroupNorm(12) normalises each of the 12 groups of [12], which is one element, so that nothing of it is left; give it more, or remove the layer")]
    [InlineData("Input(3), Dense(1), LayerNorm", "LayerNorm normalises the features of [1], which is one element, so that nothing of it is left; give it more, or remove the layer")]
    public void SaysWhatWasExpectedWhatCameAndWhatToDo(string layers, string message) => Assert.Equal(
        message,
        Assert.Single(Analysis.Run(Analysis.Usings + $"[Network, {layers}] partial class N;")).GetMessage(CultureInfo.InvariantCulture));
}
