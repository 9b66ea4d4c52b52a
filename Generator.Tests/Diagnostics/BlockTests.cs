using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>Blocks: their own mistakes stand in them; what only a use makes wrong stands at the use, with the line in the block beside it.</summary>
public class BlockTests
{
    private const string N = "[Network, Input(3), Block<B>, Dense(3)] partial class N; ";
    private const string Size = "[Size] private const int W = 4; ";
    private const string Body = "[Dense(W), Tanh] private static partial Node Body(Node x); ";
    private const string Graph = "static Node Graph(Node x) => Body(x); }";
    private const string Right = N + "[Block] partial class B { " + Size + Body + Graph;

    /// <summary>Mistakes of the block itself, in use and without one.</summary>
    [Theory]
    [InlineData("GG0001", "[Block, Relu] class [|B|] { }", "[Block, Relu] partial class B { }")]
    [InlineData("GG0003", "[Block, Relu] abstract partial class [|B|] { }", "[Block, Relu] sealed partial class B { }")]
    [InlineData("GG0003", "[Block, Relu] partial record [|B|];", "[Block, Relu] partial class B;")]
    [InlineData("GG0003", "[Block, Relu] file partial class [|B|];", "[Block, Relu] partial class B;")]
    [InlineData("GG0007", "[Block, Dense(4)] partial class B; [[|Tanh|]] partial class B;", "[Block, Dense(4), Tanh] partial class B; partial class B;")]
    [InlineData("GG0107", "[Block, Dense(4), Relu, [|Relu|]] partial class B;", "[Block, Dense(4), Relu] partial class B;")]
    [InlineData("GG0108", "[Block, Dense(4), [|Dense(4)|], Relu] partial class B;", "[Block, Dense(4), Tanh, Dense(4), Relu] partial class B;")]
    [InlineData("GG0201", "[Block] partial class B { " + Size + Body + "static Node Graph(Node x) { [|if|] (ReferenceEquals(x, x)) return x; return Body(x); } }", "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0202", "[Block] partial class B { " + Size + Body + "static Node Graph(Node x) { var [|y|] = x.Relu(); return Body(x); } }", "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0204", "[Block] partial class B { [Relu] private static partial Node [|A|](Node x); " + Size + Body + Graph, "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0207", "[Block, Dense(4), [|Block<B>|]] partial class B;", "[Block, Dense(4), Block<C>] partial class B; [Block, Tanh] partial class C;")]
    [InlineData("GG0207", "[Block] partial class B { [Block<C>, [|Block<B>|]] private static partial Node A(Node x); static Node Graph(Node x) => A(x) + x; } [Block, Tanh] partial class C;", "[Block, Block<C>, Block<C>] partial class B; [Block, Tanh] partial class C;")]
    [InlineData("GG0208", "[Block, Tanh] partial class [|B|] { " + Size + Body + Graph, "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0209", "[Block] partial class [|B|];", "[Block, Tanh] partial class B;")]
    [InlineData("GG0209", "[Block] partial class [|B|] { " + Size + Body + "}", "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0210", "[Block] partial class B { " + Size + Body + "static (Node, Node) [|Graph|](Node x) => (Body(x), x); }", "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0210", "[Block] partial class B { " + Size + Body + "Node [|Graph|](Node x) => Body(x); }", "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0211", "[Block] partial class B { [Relu] private static Node [|Body|](Node x) => x; " + Graph, "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0214", "[Block, Dense(4), [|MeanSquaredError|]] partial class B;", "[Block, Dense(4)] partial class B;")]
    [InlineData("GG0214", "[Block, Dense(4), Softmax, [|SoftmaxCrossEntropy|]] partial class B;", "[Block, Dense(4), Softmax] partial class B;")]
    [InlineData("GG0214", "[Block] partial class B { [Tanh, [|Huber|]] private static partial Node Body(Node x); " + Graph, "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0219", "[Block, Dense(4)] partial class B { [Size] public static int [|W|] = 4; }", "[Block, Dense(W)] partial class B { [Size] const int W = 4; }")]
    [InlineData("GG0219", "[Block, Dense(4)] partial class B { [Size] const long [|W|] = 4; }", "[Block, Dense(W)] partial class B { [Size] const int W = 4; }")]
    [InlineData("GG0219", "[Block, Dense(4)] partial class B { [Size] const string [|W|] = \"\"; }", "[Block, Dense(W)] partial class B { [Size] const int W = 4; }")]
    [InlineData("GG0219", "[Block, Dense(W)] partial class B { [Size] const int W = 4; [Size] public int [|V|] = 4; }", "[Block, Dense(W)] partial class B { [Size] const int V = 4, W = V; }")]
    [InlineData("GG0220", "[Block, Dense([|W % 3|])] partial class B { [Size] const int W = 4; }", "[Block, Dense(-(1 - W) * 2 / 3 + 'a' - 'a')] partial class B { [Size] const int W = 4; }")]
    [InlineData("GG0220", "[Block, Dense(4, Bias = [|W > 3|])] partial class B { [Size] const int W = 4; }", "[Block, Dense(4, Name = nameof(W))] partial class B { [Size] const int W = 4; }")]
    [InlineData("GG0220", "[Block, Reshape(1, [|1 << W|])] partial class B { [Size] const int W = 4; }", "[Block, Reshape(-1, U)] partial class B { [Size] const int W = 4; const int U = W / 4; }")]
    [InlineData("GG0220", "[Block] partial class B { " + Size + Body + "static Node Graph(Node x) => Node.Slice(Body(x), 0, [|W % 3|]); }", "[Block] partial class B { " + Size + Body + "static Node Graph(Node x) => Node.Slice(Body(x), W / 2, W - W / 2); }")]
    [InlineData("GG0221", "[Block, [|Input(3)|], Relu] partial class B;", "[Block, Relu] partial class B;")]
    [InlineData("GG0221", "[Block] partial class B { " + Size + Body + "static Node Graph([[|Input(3)|]] Node x) => Body(x); }", "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0221", "[Block] partial class B { [Tanh] private static partial Node Body([[|Input(3)|]] Node x); " + Graph, "[Block] partial class B { " + Size + Body + Graph)]
    public void StandInTheBlock(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.Expect(id, N + wrong);
        Analysis.ExpectNone(right);
        Analysis.ExpectNone(N + right);
    }

    [Theory]
    [InlineData("GG0203", "[Block] partial class B { " + Size + Body + "static Node Graph(Node x, Node [|y|]) => Body(x); }", "[Block] partial class B { " + Size + Body + Graph)]
    [InlineData("GG0101", "[Network, Input(3), Block<B>([|Repeat = 0|]), Dense(3)] partial class N; [Block, Tanh] partial class B;", "[Network, Input(3), Block<B>(Repeat = 1), Dense(3)] partial class N; [Block, Tanh] partial class B;")]
    [InlineData("GG0101", "[Network, Input(3), Block<B>([|Repeat = 2000000000|]), Dense(3)] partial class N; [Block, Tanh] partial class B;", "[Network, Input(3), Block<B>(Repeat = 200), Dense(3)] partial class N; [Block, Tanh] partial class B;")]
    [InlineData("GG0103", "[Network, Input(3), [|Block<B>(Repeat = 1000)|], Dense(3)] partial class N; [Block, (|Block<C>(Repeat = 1000)|)] partial class B; [Block] partial class C { static Node Graph(Node x) => x; }", "[Network, Input(3), Block<B>(Repeat = 10), Dense(3)] partial class N; [Block, Block<C>(Repeat = 10)] partial class B; [Block] partial class C { static Node Graph(Node x) => x; }")]
    [InlineData("GG0206", "[Network, Input(3), [|Block<B>(1)|], Dense(3)] partial class N; [Block, Tanh] partial class B;", "[Network, Input(3), Block<B>, Dense(3)] partial class N; [Block, Tanh] partial class B;")]
    [InlineData("GG0206", "[Network, Input(3), [|Block<B>(1, 2)|], Dense(3)] partial class N; [Block, Dense(W), Tanh] partial class B { [Size] const int W = 4; }", "[Network, Input(3), Block<B>(1), Dense(3)] partial class N; [Block, Dense(W), Tanh] partial class B { [Size] const int W = 4; }")]
    [InlineData("GG0206", "[Network, Input(3), [|Block<B>|], Dense(3)] partial class N; [Block] partial class B { static Node Graph(Node x, Node y) => x + y; }", "[Network] partial class N { [Block<B>, Dense(3)] private static partial Node A(Node x, Node y); static Node Graph([Input(3)] Node x) => A(x, x); } [Block] partial class B { static Node Graph(Node x, Node y) => x + y; }")]
    [InlineData("GG0206", "[Network] partial class N { [[|Block<B>|], Dense(3)] private static partial Node A(Node x, Node y); static Node Graph([Input(3)] Node x) => A(x, x); } [Block, Tanh] partial class B;", Right)]
    [InlineData("GG0216", "[Network, Input(3), [|Block<B>|], Dense(3)] partial class N; class B { }", Right)]
    [InlineData("GG0216", "[Network, Input(3), [|Block<B>|], Dense(3)] partial class N; [Network, Input(3), Dense(3)] partial class B;", Right)]
    [InlineData("GG0216", "[Network, Input(3), [|Block<string>|], Dense(3)] partial class N;", Right)]
    [InlineData("GG0216", "[Network, Input(3), [|Block<B[]>|], Dense(3)] partial class N; [Block, Tanh] partial class B;", Right)]
    [InlineData("GG0216", "[Block, Tanh, [|Block<C>|]] partial class B; class C { }", Right)]
    [InlineData("GG0219", "[Network, Input(3), Dense(W)] partial class N { [Size] const int [|W|] = 4; }", "[Network, Input(3), Dense(W)] partial class N { const int W = 4; }")]
    [InlineData("GG0009", "[Network, Input(3), Block<B>(Frozen = true)] partial class [|N|]; [Block, Dense(4), Tanh] partial class B;", "[Network, Input(3), Block<B>(Frozen = false)] partial class N; [Block, Dense(4), Tanh] partial class B;")]
    public void StandAtTheUse(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }

    [Theory]
    [InlineData("GG0101", "[Network, Input(3), [|Block<B>(0)|], Dense(3)] partial class N; [Block, Dense((|W|)), Tanh] partial class B { [Size] const int W = 4; }", Right)]
    [InlineData("GG0101", "[Network, Input(3), [|Block<B>(4, 0)|], Dense(3)] partial class N; [Block, Dense((|W / V|)), Tanh] partial class B { [Size] const int W = 4; [Size] const int V = 2; }", "[Network, Input(3), Block<B>(4), Dense(3)] partial class N; [Block, Dense(W / V), Tanh] partial class B { [Size] const int W = V * 2; [Size] const int V = 2; }")]
    [InlineData("GG0101", "[Network, Input(3), [|Block<B>|], Dense(3)] partial class N; [Block, Dense(3), Dropout((|1f|))] partial class B;", Right)]
    [InlineData("GG0103", "[Network, Input(3), [|Block<B>(100000)|], Dense(3)] partial class N; [Block, Dense((|W * 100000|)), Tanh] partial class B { [Size] const int W = 4; }", Right)]
    [InlineData("GG0102", "[Network, Input(3), Dense(3), Tanh, [|Block<B>|], Dense(3)] partial class N; [Block, Reshape((|2|), 2), Flatten] partial class B;", "[Network, Input(3), Dense(4), Tanh, Block<B>, Dense(3)] partial class N; [Block, Reshape(2, 2), Flatten] partial class B;")]
    [InlineData("GG0109", "[Network, Input(3, 4, 5), [|Block<B>|], Flatten] partial class N; [Block, (|Dense(3)|), Tanh] partial class B;", "[Network, Input(3, 20), Block<B>, Flatten] partial class N; [Block, Dense(3), Tanh] partial class B;")]
    [InlineData("GG0205", "[Network, Input(3), [|Block<B>(5)|], Dense(3)] partial class N; [Block] partial class B { " + Size + Body + "static Node Graph(Node x) => Body(x) + (|x|); }", "[Network, Input(3), Block<B>(3), Dense(3)] partial class N; [Block] partial class B { " + Size + Body + "static Node Graph(Node x) => Body(x) + x; }")]
    [InlineData("GG0205", "[Network, Input(3), [|Block<B>(Repeat = 2)|], Dense(3)] partial class N; [Block] partial class B { static Node Graph(Node x) => Node.Slice((|x|), 1, 2); }", "[Network, Input(3), Block<B>, Dense(3)] partial class N; [Block] partial class B { static Node Graph(Node x) => Node.Slice(x, 1, 2); }")]
    [InlineData("GG0218", "[Network, Input(3), [|Block<B>|], Dense(3)] partial class N; [Block] partial class B { " + Size + Body + "static Node Graph(Node x) => Body((|Body(x).Relu()|)); }", "[Network, Input(4), Block<B>, Dense(3)] partial class N; [Block] partial class B { " + Size + Body + "static Node Graph(Node x) => Body(Body(x).Relu()); }")]
    [InlineData("GG0217", "[Network, Input(3), [|Block<B>|], Dense(3)] partial class N; [Block] partial class B { [(|Dense(4)|)] private static partial Node Body(Node x, Node y); static Node Graph(Node x) => Body(x, x); }", Right)]
    [InlineData("GG0110", "[Network, Input(3), [|Block<B>|], Dense(3)] partial class N; [Block, Dense(4, (|Name = \"1\"|)), Tanh] partial class B;", "[Network, Input(3), Block<B>, Dense(3)] partial class N; [Block, Dense(4, Name = \"a\"), Tanh] partial class B;")]
    [InlineData("GG0213", "[Network, Input(3, Type = InputType.Int32), [|Block<B>|], Dense(3)] partial class N; [Block, (|Relu|)] partial class B;", Right)]
    [InlineData("GG0102", "[Network, Input(3), [|Block<B>|]] partial class N; [Block, Dense(3), Block<C>] partial class B; [Block, Reshape((|4|))] partial class C;", "[Network, Input(3), Block<B>] partial class N; [Block, Dense(4), Block<C>] partial class B; [Block, Reshape(4)] partial class C;")]
    [InlineData("GG0206", "[Network, Input(3), [|Block<B>|]] partial class N; [Block, Dense(3), (|Block<C>(1)|)] partial class B; [Block, Tanh] partial class C;", "[Network, Input(3), Block<B>] partial class N; [Block, Dense(4), Block<C>] partial class B; [Block, Tanh] partial class C;")]
    [InlineData("GG0106", "[Network, Input(3), Block<B>, [|BinaryCrossEntropy|]] partial class N; [Block, Dense(3), Sigmoid] partial class B;", "[Network, Input(3), Block<B>, BinaryCrossEntropy] partial class N; [Block, Dense(3), Tanh] partial class B;")]
    public void StandAtTheUseWithTheLineInTheBlock(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }

    /// <summary>Each block of a circle is told where the circle leaves it, whether a network uses it or not, and nothing else is said.</summary>
    [Theory]
    [InlineData("B C", "[Block, Block<C>] partial class B; [Block, Relu, Block<B>] partial class C;")]
    [InlineData("B C D", "[Block, Block<C>] partial class B; [Block, Relu, Block<D>] partial class C; [Block] partial class D { [Block<B>] private static partial Node A(Node x); static Node Graph(Node x) => A(x); }")]
    public void ACircleOfBlocks(string circle, string blocks)
    {
        string[] names = circle.Split(' ');
        foreach (string prefix in new[] { "", N, "[Block, Tanh, Block<B>] partial class Into; " })
        {
            Diagnostic[] diagnostics = Analysis.Run(Analysis.Usings + prefix + blocks);
            Assert.Equal(names.Length, diagnostics.Length);
            for (int i = 0; i < names.Length; i++)
            {
                Assert.Equal("GG0207", diagnostics[i].Id);
                string way = string.Join(" → ", names[i..].Concat(names[..i]).Append(names[i]));
                Assert.Contains($"The block '{names[i]}' contains itself ({way})", diagnostics[i].GetMessage());
            }
        }
    }

    [Fact]
    public void ABlockOfAnotherAssembly()
    {
        MetadataReference library = Compilations.Library("using GraphGen; [Block] public partial class B { [Dense(4)] private static partial Node A(Node x); static Node Graph(Node x) => A(x); }");
        Markup markup = Markup.Parse("using GraphGen; [Network, Input(3), [|Block<B>|], Dense(3)] partial class N;");
        GeneratorRun run = new(Compilations.Of(markup.Source).AddReferences(library));
        Diagnostic diagnostic = Assert.Single(Analysis.Run(run));
        Assert.Equal("GG0216", diagnostic.Id);
        Assert.Equal(markup.Span, diagnostic.Location.SourceSpan);
        Assert.Contains("'B' is declared in another assembly, 'Library'", diagnostic.GetMessage());
        Assert.Empty(run.CompilerDiagnostics);
    }

    /// <summary>A block in another file is marked there.</summary>
    [Fact]
    public void TheLineInTheBlockMayStandInAnotherFile()
    {
        Diagnostic diagnostic = Assert.Single(Analysis.Run(
            "using GraphGen; [Network, Input(3), Block<B>, Dense(3)] partial class N;",
            "using GraphGen; [Block, Reshape(4)] partial class B;"));
        Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal("File1.cs", Assert.Single(diagnostic.AdditionalLocations).GetLineSpan().Path);
    }
}
