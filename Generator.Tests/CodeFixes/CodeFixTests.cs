using Generator.Tests.Harness;
using GraphGen.CodeFixes;

namespace Generator.Tests.CodeFixes;

/// <summary>Each code fix, before and after.</summary>
public class CodeFixTests
{
    private const string N = "[Network] partial class N { ";
    private const string A = "[Dense(2)] private static partial Node A(Node x); ";
    private const string Graph = " static Node Graph([Input(3)] Node x) => A(x); }";
    private const string Identity = " static Node Graph([Input(3)] Node x) => x; }";

    [Theory]
    [InlineData("[Network, Input(3), Dense(2)] public class N { }", "[Network, Input(3), Dense(2)] public partial class N { }")]
    [InlineData("[Network, Input(3), Dense(2)]\n// mine\nclass N { }", "[Network, Input(3), Dense(2)]\n// mine\npartial class N { }")]
    [InlineData("public class Outer { [Network, Input(3), Dense(2)] partial class N { } }", "public partial class Outer { [Network, Input(3), Dense(2)] partial class N { } }")]
    public Task MakesPartial(string before, string after) => Fixing.Expect(new MakePartialFix(), before, after);

    [Theory]
    [InlineData("[Network, Input(1, 4, 4), Dense(2)] partial class N;", "[Network, Input(1, 4, 4), Flatten, Dense(2)] partial class N;")]
    [InlineData("[Network]\n[Input(1, 4, 4)]\n[Dense(2), Relu]\npartial class N;", "[Network]\n[Input(1, 4, 4)]\n[Flatten, Dense(2), Relu]\npartial class N;")]
    public Task InsertsFlatten(string before, string after) => Fixing.Expect(new InsertFlattenFix(), before, after);

    [Theory]
    [InlineData("[Network, Input(3), Dense(2), Relu, Relu] partial class N;", "[Network, Input(3), Dense(2), Relu] partial class N;")]
    [InlineData("[Network, Input(3), Dense(2), Softmax, SoftmaxCrossEntropy] partial class N;", "[Network, Input(3), Dense(2), SoftmaxCrossEntropy] partial class N;")]
    [InlineData("[Network, Input(3), Dense(2)]\n[Softmax]\n[SoftmaxCrossEntropy]\npartial class N;", "[Network, Input(3), Dense(2)]\n[SoftmaxCrossEntropy]\npartial class N;")]
    public Task RemovesTheLayerThatIsTooMuch(string before, string after) => Fixing.Expect(new RemoveLayerFix(), before, after);

    [Theory]
    [InlineData("[Network, Dense(2)] partial class N;", "[Network, Input(1), Dense(2)] partial class N;")]
    [InlineData("[Network]\n[Dense(2)]\npartial class N;", "[Network, Input(1)]\n[Dense(2)]\npartial class N;")]
    public Task AddsAnInput(string before, string after) => Fixing.Expect(new AddInputFix(), before, after);

    [Theory]
    [InlineData("[Network, Input(784), Reshape(28, 27), Dense(2)] partial class N;", "[Network, Input(784), Reshape(28, 28), Dense(2)] partial class N;")]
    [InlineData("[Network, Input(4), Reshape(3), Dense(2)] partial class N;", "[Network, Input(4), Reshape(4), Dense(2)] partial class N;")]
    public Task SetsTheExpectedSize(string before, string after) => Fixing.Expect(new ExpectedSizeFix(), before, after);

    [Theory]
    [InlineData("[Network, Input(3), Dense(2), Sigmoid, BinaryCrossEntropy] partial class N;", "[Network, Input(3), Dense(2), BinaryCrossEntropy] partial class N;")]
    [InlineData("[Network, Input(3), Dense(2), SoftmaxAttribute, KLDivergence] partial class N;", "[Network, Input(3), Dense(2), KLDivergence] partial class N;")]
    [InlineData(N + "[Dense(2)]\n[Sigmoid]\n[BinaryCrossEntropy] private static partial Node A(Node x); " + Graph, N + "[Dense(2)]\n[BinaryCrossEntropy] private static partial Node A(Node x); " + Graph)]
    [InlineData(N + "[Softmax, SoftmaxCrossEntropy] private static partial Node A(Node x); " + Graph, N + "[SoftmaxCrossEntropy] private static partial Node A(Node x); " + Graph)]
    [InlineData(N + "[SoftmaxCrossEntropy] private static partial Node A(Node x); static Node Graph([Input(3)] Node x) => A((2f * x).Softmax()); }", N + "[SoftmaxCrossEntropy] private static partial Node A(Node x); static Node Graph([Input(3)] Node x) => A((2f * x)); }")]
    public Task RemovesTheLink(string before, string after) => Fixing.Expect(new RemoveLayerFix(), before, after);

    /// <summary>Where others may need the link, or it hides in a block, there are several mends.</summary>
    [Theory]
    [InlineData("[Network, Input(3), Dense(2), Block<B>, BinaryCrossEntropy] partial class N; [Block, Sigmoid] partial class B;")]
    [InlineData(N + "[BinaryCrossEntropy] private static partial Node A(Node x); [Dense(2), Sigmoid] private static partial Node B(Node x); static Node Graph([Input(3)] Node x) => A(B(x)); }")]
    [InlineData(N + "[BinaryCrossEntropy] private static partial Node A(Node x); static Node Graph([Input(3)] Node x) { var y = x.Sigmoid(); return A(y); } }")]
    public Task LeavesALinkElsewhere(string source) => Fixing.ExpectNone(new RemoveLayerFix(), source);

    [Theory]
    [InlineData(N + A + "static Node Graph(Node x) => A(x); }", N + A + "static Node Graph([Input(1)] Node x) => A(x); }")]
    [InlineData(N + A + "static Node Graph(\n    [Input(3)] Node x,\n    /* mine */ Node y) => A(x + y); }", N + A + "static Node Graph(\n    [Input(3)] Node x,\n    /* mine */ [Input(1)] Node y) => A(x + y); }")]
    public Task AddsAnInputToAParameter(string before, string after) => Fixing.Expect(new AddParameterInputFix(), before, after);

    [Theory]
    [InlineData("[Block, Input(3), Relu] partial class B;", "[Block, Relu] partial class B;")]
    [InlineData("[Block]\n[Input(3)]\n[Relu]\npartial class B;", "[Block]\n[Relu]\npartial class B;")]
    [InlineData("[Block] partial class B { " + A + "static Node Graph([Input(3)] Node x) => A(x); }", "[Block] partial class B { " + A + "static Node Graph(Node x) => A(x); }")]
    [InlineData("[Network, Input(3), Dense(W)] partial class N { [Size] const int W = 3; }", "[Network, Input(3), Dense(W)] partial class N { const int W = 3; }")]
    public Task RemovesAnAttribute(string before, string after) => Fixing.Expect(new RemoveAttributeFix(), before, after);

    [Theory]
    [InlineData("[Block, Relu] partial class B { [Size] int W = 4; }", "[Block, Relu] partial class B { [Size] private const int W = 4; }")]
    [InlineData("[Block, Relu] partial class B { [Size] public static readonly int W = 2 * 4; }", "[Block, Relu] partial class B { [Size] public const int W = 2 * 4; }")]
    [InlineData("[Block, Relu] partial class B\n{\n    /// <summary>Mine.</summary>\n    [Size]\n    const long W = 4; // mine\n}", "[Block, Relu] partial class B\n{\n    /// <summary>Mine.</summary>\n    [Size]\n    private const int W = 4; // mine\n}")]
    [InlineData("[Block, Relu] partial class B { [Size] protected internal static int W; }", "[Block, Relu] partial class B { [Size] protected internal const int W = 16; }")]
    public Task MakesASizeAConstant(string before, string after) => Fixing.Expect(new MakeSizeConstantFix(), before, after);

    [Theory]
    [InlineData("[Block, Relu] partial class B { [Size] static int W = int.Parse(\"3\"); }")]
    [InlineData("[Block, Relu] partial class B { [Size] const string W = \"3\"; }")]
    [InlineData("[Block, Relu] partial class B { [Size] const long W = 3L; }")]
    [InlineData("[Network, Input(3), Dense(W)] partial class N { [Size] const int W = 3; }")]
    public Task LeavesASizeOfAnotherValue(string source) => Fixing.ExpectNone(new MakeSizeConstantFix(), source);

    [Theory]
    [InlineData("[Dense(2)] private static Node A(Node x) => x;", "[Dense(2)] private static partial Node A(Node x);")]
    [InlineData("[Dense(2)] Node A(Node x) { throw null!; }", "[Dense(2)] private static partial Node A(Node x);")]
    [InlineData("[Dense(2)] static Node A(Node x) { return x; }", "[Dense(2)] private static partial Node A(Node x);")]
    [InlineData("[Dense(2)] public virtual Node A(Node x) => null!;", "[Dense(2)] public static partial Node A(Node x);")]
    [InlineData("[Dense(2)] private static Node A(Node x);", "[Dense(2)] private static partial Node A(Node x);")]
    [InlineData("[Dense(2)] static partial Node A(Node x);", "[Dense(2)] private static partial Node A(Node x);")]
    [InlineData("[Dense(2)] partial Node A(Node x);", "[Dense(2)] private static partial Node A(Node x);", true)]
    [InlineData("[Dense(2)] private static partial Node A(Node x = null!);", "[Dense(2)] private static partial Node A(Node x);")]
    [InlineData("\n    /// <summary>Mine.</summary>\n    [Dense(2)]\n    Node A(Node x, Node y)\n        => x; // mine\n", "\n    /// <summary>Mine.</summary>\n    [Dense(2)]\n    private static partial Node A(Node x, Node y); // mine\n")]
    public Task MakesALayerMethod(string before, string after, bool isInstance = false) => Fixing.Expect(
        new MakeLayerMethodFix(), N + before + (isInstance ? Identity : Graph), N + after + (isInstance ? Identity : Graph));

    [Theory]
    [InlineData("[Dense(2)] private static Node A(Node x) => x.Relu();")]
    [InlineData("[Dense(2)] private static Node A(Node x) { var y = x; return y; }")]
    [InlineData("[Dense(2)] private static partial float A(Node x);")]
    [InlineData("[Dense(2)] private static partial Node A(Node x, int y);")]
    [InlineData("[Dense(2)] private static partial Node A<T>(Node x);")]
    [InlineData("[Dense(2)] private static partial Node A(Node x); private static partial Node A(Node x) => x;")]
    [InlineData("private static partial Node A(Node x);")]
    public Task LeavesAMethodOfAnotherForm(string method) => Fixing.ExpectNone(new MakeLayerMethodFix(), N + method + Identity);

    [Theory]
    [InlineData("[Network]\npartial class N\n{\n    [Dense(2)] private static partial Node See(Node x);\n}\n", "[Network]\npartial class N\n{\n    [Dense(2)] private static partial Node See(Node x);\n\n    static Node Graph([Input(1)] Node input) => See(input);\n}\n")]
    [InlineData("namespace A\n{\n    [Network]\n    partial class N\n    {\n        [Dense(2)] private static partial Node See(Node x);\n        [Dense(2)] private static partial Node Read(Node x);\n        [Block<B>] private static partial Node Join(Node x, Node y);\n        [Dense(3)] private static partial Node Class(Node x);\n        [Dense(4)] private static partial Node Last(Node x);\n    }\n    [Block] partial class B { static Node Graph(Node x, Node y) => x + y; }\n}\n", "namespace A\n{\n    [Network]\n    partial class N\n    {\n        [Dense(2)] private static partial Node See(Node x);\n        [Dense(2)] private static partial Node Read(Node x);\n        [Block<B>] private static partial Node Join(Node x, Node y);\n        [Dense(3)] private static partial Node Class(Node x);\n        [Dense(4)] private static partial Node Last(Node x);\n\n        static Node Graph([Input(1)] Node input)\n        {\n            var see = See(input);\n            var read = Read(see);\n            var join = Join(see, read);\n            var @class = Class(join);\n            return Last(@class);\n        }\n    }\n    [Block] partial class B { static Node Graph(Node x, Node y) => x + y; }\n}\n")]
    [InlineData("[Block]\r\npartial class B\r\n{\r\n    [Dense(2)] private static partial Node input(Node x);\r\n    [Dense(2)] private static partial Node Input2(Node x, Node y, Node z);\r\n}\r\n", "[Block]\r\npartial class B\r\n{\r\n    [Dense(2)] private static partial Node input(Node x);\r\n    [Dense(2)] private static partial Node Input2(Node x, Node y, Node z);\r\n\r\n    static Node Graph(Node input)\r\n    {\r\n        var inputValue = input(input);\r\n        return Input2(input, input, inputValue);\r\n    }\r\n}\r\n")]
    public Task AddsAGraph(string before, string after) => Fixing.Expect(new AddGraphFix(), before, after);

    [Fact]
    public Task LeavesABlockWithoutLayers() => Fixing.ExpectNone(new AddGraphFix(), "[Block] partial class B { }");
}
