using System.Globalization;
using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>Each mistake gets one diagnostic, on the very place; its mended form gets none.</summary>
public class DiagnosticTests
{
    [Theory]
    [InlineData("GG0001", "[Network, Input(3), Dense(2), MeanSquaredError] public class [|N|] { }", "[Network, Input(3), Dense(2), MeanSquaredError] public partial class N { }")]
    [InlineData("GG0002", "class Outer { [Network, Input(3), Dense(2)] public partial class [|N|]; }", "partial class Outer { [Network, Input(3), Dense(2)] public partial class N; }")]
    [InlineData("GG0003", "[Network, Input(3), Dense(2)] public static partial class [|N|];", "[Network, Input(3), Dense(2)] public sealed partial class N;")]
    [InlineData("GG0003", "[Network, Input(3), Dense(2)] public abstract partial class [|N|];", "[Network, Input(3), Dense(2)] partial class N;")]
    [InlineData("GG0003", "[Network, Input(3), Dense(2)] public partial class [|N|]<T>;", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0003", "[Network, Input(3), Dense(2)] public partial record [|N|];", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0004", "public class B { } [Network, Input(3), Dense(2)] public partial class [|N|] : B;", "interface B { } [Network, Input(3), Dense(2)] public partial class N : B;")]
    [InlineData("GG0005", "[Network, Dense(2)] public partial class [|N|];", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0006", "[[|Dense(2)|]] public partial class N;", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0007", "[Network, Input(3), Dense(2)] public partial class N; [[|Relu|]] partial class N;", "[Network, Input(3), Dense(2), Relu] public partial class N; partial class N;")]
    [InlineData("GG0008", "[Network, Input(3), Dense(2)] public partial class N { public string [|Summary|] => \"\"; }", "[Network, Input(3), Dense(2)] public partial class N { public string Own => \"\"; }")]
    [InlineData("GG0008", "[Network, Input(3), Dense(2)] public partial class N { public [|N|](ulong seed) : base(null!, seed) { } }", "[Network, Input(3), Dense(2)] public partial class N { public N(int seed) : base(null!, 0) { } }")]
    [InlineData("GG0009", "[Network, Input(3), Relu] public partial class [|N|];", "[Network, Input(3), Dense(2), Relu] public partial class N;")]
    [InlineData("GG0009", "[Network, Input(3)] public partial class [|N|];", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0009", "[Network, Input(3), Dense(2, Frozen = true)] public partial class [|N|];", "[Network, Input(3), Dense(2, Frozen = false)] public partial class N;")]
    [InlineData("GG0010", "[Network, Dense(2), [|Input(3)|]] public partial class N;", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0010", "[Network, Input(3), Dense(2), [|Input(2)|]] public partial class N;", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense([|0|])] public partial class N;", "[Network, Input(3), Dense(1)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(2, [|InitializerScale = -1f|])] public partial class N;", "[Network, Input(3), Dense(2, InitializerScale = 2f)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(2), Dropout([|1f|])] public partial class N;", "[Network, Input(3), Dense(2), Dropout(0f)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(2), Elu([|-1f|])] public partial class N;", "[Network, Input(3), Dense(2), Elu(2f)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(2), SoftmaxCrossEntropy([|LabelSmoothing = 1f|])] public partial class N;", "[Network, Input(3), Dense(2), SoftmaxCrossEntropy(LabelSmoothing = 0.1f)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(2), MeanSquaredError([|Weight = 0f|])] public partial class N;", "[Network, Input(3), Dense(2), MeanSquaredError(Weight = 2f)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input([|-3|]), Dense(2)] public partial class N;", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0101", "[Network, [|Input|], Dense(2)] public partial class N;", "[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(4), Reshape([|-1|], -1), Dense(2)] public partial class N;", "[Network, Input(4), Reshape(2, -1), Dense(2)] public partial class N;")]
    [InlineData("GG0102", "[Network, Input(4), Reshape([|3|]), Dense(2)] public partial class N;", "[Network, Input(4), Reshape(4), Dense(2)] public partial class N;")]
    [InlineData("GG0102", "[Network, Input(4), Reshape([|3|], -1), Dense(2)] public partial class N;", "[Network, Input(4), Reshape(2, -1), Dense(2)] public partial class N;")]
    [InlineData("GG0103", "[Network, Input(100000), Dense([|100000|])] public partial class N;", "[Network, Input(1000), Dense(1000)] public partial class N;")]
    [InlineData("GG0103", "[Network, Input([|100000|], 100000), Dense(2)] public partial class N;", "[Network, Input(1000, 1000), Dense(2)] public partial class N;")]
    [InlineData("GG0104", "[Network, Input(3), Dense(2), MeanSquaredError, [|Relu|]] public partial class N;", "[Network, Input(3), Dense(2), Relu, MeanSquaredError] public partial class N;")]
    [InlineData("GG0104", "[Network, Input(3), Dense(2), MeanSquaredError, [|Block<B>|]] public partial class N; [Block, Relu] public partial class B;", "[Network, Input(3), Dense(2), Block<B>, MeanSquaredError] public partial class N; [Block, Relu] public partial class B;")]
    [InlineData("GG0105", "[Network, Input(3), Dense(1), [|SoftmaxCrossEntropy|]] public partial class N;", "[Network, Input(3), Dense(2), SoftmaxCrossEntropy] public partial class N;")]
    [InlineData("GG0106", "[Network, Input(3), Dense(2), Softmax, [|SoftmaxCrossEntropy|]] public partial class N;", "[Network, Input(3), Dense(2), SoftmaxCrossEntropy] public partial class N;")]
    [InlineData("GG0107", "[Network, Input(3), Dense(2), Relu, [|Relu|]] public partial class N;", "[Network, Input(3), Dense(2), Relu, Tanh] public partial class N;")]
    [InlineData("GG0108", "[Network, Input(3), Dense(2), [|Dense(2)|]] public partial class N;", "[Network, Input(3), Dense(2), Relu, Dense(2)] public partial class N;")]
    [InlineData("GG0109", "[Network, Input(1, 4, 4), [|Dense(2)|]] public partial class N;", "[Network, Input(1, 4, 4), Flatten, Dense(2)] public partial class N;")]
    [InlineData("GG0110", "[Network, Input(3), Dense(2, [|Name = \"a b\"|])] public partial class N;", "[Network, Input(3), Dense(2, Name = \"a_b\")] public partial class N;")]
    [InlineData("GG0110", "[Network, Input(3), Dense(2, Name = \"a\"), Relu, Dense(2, [|Name = \"a\"|])] public partial class N;", "[Network, Input(3), Dense(2, Name = \"a\"), Relu, Dense(2, Name = \"b\")] public partial class N;")]
    [InlineData("GG0110", "[Network, Input(3), Dense(2, Name = \"dense2\"), Relu, [|Dense(2)|]] public partial class N;", "[Network, Input(3), Dense(2, Name = \"first\"), Relu, Dense(2)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input(3), Dense(2, [|Initializer = (Initializer)99|])] public partial class N;", "[Network, Input(3), Dense(2, Initializer = Initializer.Zeros)] public partial class N;")]
    [InlineData("GG0101", "[Network, Input([|null|]), Dense(2)] public partial class N;", "[Network, Input(3), Dense(2, Name = null)] public partial class N;")]
    public void IsReportedWhereItIs(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }

    [Fact]
    public void SaysWhatWasExpectedWhatCameAndWhatToDo() => Assert.Equal(
        "Reshape(3) takes an input of 3 elements, but what comes before it gives [4] with 4 elements; choose extents whose product is that number",
        Analysis.Expect("GG0102", "[Network, Input(4), Reshape([|3|]), Dense(2)] public partial class N;").GetMessage(CultureInfo.InvariantCulture));
}
