using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>Where C# itself is wrong, the C# compiler speaks alone: no crash, nothing of ours that follows from its error, nothing in emitted code.</summary>
public class BrokenCodeTests
{
    private const string N = "[Network] partial class N { ";
    private const string A = "[Dense(3)] private static partial Node A(Node x); ";
    private const string L = "[Dense(3), MeanSquaredError] private static partial Node L(Node x); ";
    private const string Graph = "static Node Graph([Input(3)] Node x) ";

    [Theory]
    [InlineData("CS0103", N + A + Graph + "=> A(z); }")]
    [InlineData("CS0103", N + A + Graph + "=> B(x); }")]
    [InlineData("CS0103", N + A + Graph + "{ var y = z.Relu(); return A(y); } }")]
    [InlineData("CS0103", N + A + Graph + "=> s * A(x); }")]
    [InlineData("CS0103", N + A + Graph + "{ if (z) return x; return A(x); } }")]
    [InlineData("CS1503", N + A + Graph + "=> A(3); }")]
    [InlineData("CS1503", N + A + Graph + "=> A((x, x)); }")]
    [InlineData("CS1503", N + A + Graph + "=> Node.Slice(A(x), \"0\", 1); }")]
    [InlineData("CS7036", N + A + Graph + "=> A(); }")]
    [InlineData("CS1501", N + A + Graph + "=> A(x, x); }")]
    [InlineData("CS1061", N + A + Graph + "=> A(x).Rel(); }")]
    [InlineData("CS1061", N + A + Graph + "=> A(x).Rel; }")]
    [InlineData("CS0117", N + A + Graph + "=> Node.Joined(A(x), x); }")]
    [InlineData("CS0019", N + A + Graph + "=> A(x) / x; }")]
    [InlineData("CS0029", N + A + Graph + "=> A(x) + \"\"; }")]
    [InlineData("CS0029", N + A + Graph + "{ int y = A(x); return x; } }")]
    [InlineData("CS0029", N + A + Graph + "=> (A(x), x); }")]
    [InlineData("CS0029", N + A + "static (Node, Node) Graph([Input(3)] Node x) => A(x); }")]
    [InlineData("CS0029", N + A + "static (Node, Node) Graph([Input(3)] Node x) => (A(x), x, x); }")]
    [InlineData("CS0161", N + A + Graph + "{ x = A(x); } }")]
    [InlineData("CS0126", N + A + Graph + "{ return; } }")]
    [InlineData("CS0201", N + A + Graph + "{ x; return A(x); } }")]
    [InlineData("CS0128", N + A + Graph + "{ var y = A(x); var y = x; return y; } }")]
    [InlineData("CS0136", N + A + Graph + "{ var x = A(x); return x; } }")]
    [InlineData("CS0165", N + A + Graph + "{ Node y; return A(y); } }")]
    [InlineData("CS0841", N + A + Graph + "{ var y = A(z); var z = x; return y; } }")]
    [InlineData("CS8132", N + A + Graph + "{ var (y, z) = (A(x), x, x); return y; } }")]
    [InlineData("CS8129", N + A + Graph + "{ var (y, z) = A(x); return y; } }")]
    [InlineData("CS1729", N + A + Graph + "=> A(new Node()); }")]
    [InlineData("CS4032", N + A + Graph + "=> await A(x); }")]
    [InlineData("CS1983", N + A + "static async Node Graph([Input(3)] Node x) => A(x); }")]
    [InlineData("CS0120", N + A + "Node? _y; " + Graph + "=> A(_y!); }")]
    [InlineData("CS0246", N + A + "static Node Graph([Input(3)] Nod x) => A(x); }")]
    [InlineData("CS0246", N + A + "static Nod Graph([Input(3)] Node x) => A(x); }")]
    [InlineData("CS0246", N + A + "static Node Graph([Input(3), Inputs(4)] Node x) => A(x); }")]
    [InlineData("CS1503", N + A + "static Node Graph([Input(\"\")] Node x) => A(x); }")]
    [InlineData("CS0103", N + A + "static Node Graph([Input(z)] Node x) => A(x); }")]
    [InlineData("CS0501", N + A + "static Node Graph([Input(3)] Node x); }")]
    [InlineData("CS8795", N + A + "private static partial Node Graph([Input(3)] Node x); }")]
    [InlineData("CS1002", N + A + Graph + "{ var y = A(x) return y; } }")]
    [InlineData("CS1026", N + A + Graph + "{ var y = A(x; return y; } }")]
    [InlineData("CS1525", N + A + Graph + "{ var y = ; return A(x); } }")]
    [InlineData("CS1525", N + A + Graph + "=> A(x) + ; }")]
    [InlineData("CS0246", N + A + Graph + "=> A(x).Pointwise<Unknown>(); }")]
    [InlineData("CS0315", N + A + Graph + "=> A(x).Pointwise<int>(); }")]
    public void InGraph(string id, string source) => OnlyTheCompilerSpeaks(id, source, speaksAlone: true);

    [Theory]
    [InlineData("CS0103", "[Network, Input(3), Dense(Units)] partial class N;")]
    [InlineData("CS1503", "[Network, Input(3), Dense(\"2\")] partial class N;")]
    [InlineData("CS7036", "[Network, Input(3), Dense] partial class N;")]
    [InlineData("CS0617", "[Network, Input(3), Dense(3, Units = 2)] partial class N;")]
    [InlineData("CS0246", "[Network, Input(3), Dense(3), Reluu, Dense(2)] partial class N;")]
    [InlineData("CS0246", "[Network, Inputs(3), Dense(3)] partial class N;")]
    [InlineData("CS0182", "[Network, Input(3), Dense(N.S)] partial class N { public static readonly int S = 3; }")]
    [InlineData("CS0110", "[Network, Input(3), Dense(N.S)] partial class N { const int S = T, T = S; }")]
    [InlineData("CS0110", "[Network, Input(3), Block<B>] partial class N; [Block, Dense(S)] partial class B { [Size] const int S = T; [Size] const int T = S; }")]
    [InlineData("CS0133", "[Network, Input(3), Block<B>] partial class N; [Block, Dense(S)] partial class B { [Size] const int S = int.Parse(\"3\"); }")]
    [InlineData("CS0020", "[Network, Input(3), Block<B>] partial class N; [Block, Dense(S)] partial class B { [Size] const int S = 1 / 0; }")]
    [InlineData("CS0246", "[Network, Input(3), Block<B>] partial class N; [Block, Dense(4)] partial class B { [Size] const Unknown S = 1; }")]
    [InlineData("CS0246", "[Network, Input(3), Dense(3), Block<Unknown>] partial class N;")]
    [InlineData("CS0452", "[Network, Input(3), Dense(3), Block<int>] partial class N;")]
    [InlineData("CS0246", "[Network, Input(3), Dense(3), Pointwise<Unknown>] partial class N;")]
    [InlineData("CS0453", "[Network, Input(3), Dense(3), Pointwise<string>] partial class N;")]
    [InlineData("CS0315", "[Network, Input(3), Dense(3), Loss<int>] partial class N;")]
    [InlineData("CS0592", "[Network, Input(3), Dense(3)] partial struct N;")]
    [InlineData("CS0592", "[Block, Dense(3)] partial interface N;")]
    [InlineData("CS0592", N + A + Graph + "=> A(x); [Dense(3)] public N(int x) : base(null!, 0) { } }")]
    [InlineData("CS0246", "[Network, Input(3), Dense(3)] partial class N : Unknown;")]
    [InlineData("CS1001", "[Network, Input(3), Dense(3)] partial class;", false)]
    public void InAStack(string id, string source, bool speaksAlone = true) => OnlyTheCompilerSpeaks(id, source, speaksAlone);

    [Theory]
    [InlineData("CS0501", N + "[Dense(3)] private static Node A(Node x); " + Graph + "=> A(x); }")]
    [InlineData("CS8796", N + "[Dense(3)] static partial Node A(Node x); " + Graph + "=> A(x); }")]
    [InlineData("CS0246", N + "[Dense(3)] private static partial Nod A(Node x); " + Graph + "=> x; }", false)]
    [InlineData("CS0246", N + "[Dense(3)] private static partial Node A(Nod x); " + Graph + "=> A(x); }", false)]
    [InlineData("CS0246", N + "[Dens(3)] private static partial Node A(Node x); " + Graph + "=> A(x); }")]
    [InlineData("CS0103", N + "[Dense(z)] private static partial Node A(Node x); " + Graph + "=> A(x); }")]
    [InlineData("CS0103", N + "[Dense(3), Reshape(z)] private static partial Node A(Node x); " + L + "static Node Graph([Input(4)] Node x) => L(A(x)); }")]
    [InlineData("CS0756", N + A + "[Dense(3)] private static partial Node A(Node x); " + Graph + "=> A(x); }", false)]
    [InlineData("CS0246", N + "[Dense(3)] private static partial Node (Node x); " + Graph + "=> x; }", false)]
    public void InALayerMethod(string id, string source, bool speaksAlone = true) => OnlyTheCompilerSpeaks(id, source, speaksAlone);

    /// <summary>Whatever is left out of a network while somebody types, generator and analyzer stand it, and emitted code has no errors in itself.</summary>
    [Fact]
    public void NoTokenIsIndispensable()
    {
        const string source =
            """
            using GraphGen;
            [Network]
            public sealed partial class TwoHeads
            {
                [Dense(16), Relu, Block<Residual>(24, Repeat = 2)] private static partial Node See(Node image);
                [Dense(2), Huber(Weight = 0.5f)] private static partial Node Box(Node x);
                static (Node Box, Node Own) Graph([Input(6)] Node left, [Input(4)] Node right)
                {
                    var (x, y) = (See(left), Node.Concat(right, left));
                    return (Box(1f - x), y);
                }
            }
            [Block]
            public sealed partial class Residual
            {
                [Size] private const int Width = 8;
                [Dense(Width * 2)] private static partial Node Body(Node x);
                static Node Graph(Node x) => Node.Slice(Body(x), 0, 16) + x;
            }
            """;
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(source, Compilations.ParseOptions).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0))
        {
            string left = source.Remove(token.SpanStart, token.Span.Length);
            GeneratorRun run = new(left);
            Diagnostic[] told = Analysis.Run(run);
            Assert.All(told, diagnostic => Assert.StartsWith("GG", diagnostic.Id));
            Assert.False(run.Result.GeneratedSources.Any(emitted => emitted.SyntaxTree.GetDiagnostics().Any()), left);
            if (run.CompilerDiagnostics.All(diagnostic => diagnostic.DefaultSeverity != DiagnosticSeverity.Error))
                Assert.True(told.Length > 0 || run.Result.GeneratedSources.All(emitted => !emitted.SourceText.ToString().Contains("has errors")), left);
        }
    }

    private static void OnlyTheCompilerSpeaks(string id, string source, bool speaksAlone)
    {
        GeneratorRun run = new(Analysis.Usings + source);
        Assert.Empty(Analysis.Run(run));
        Diagnostic[] errors = [.. run.CompilerDiagnostics.Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)];
        Assert.Contains(id, errors.Select(error => error.Id));
        // What it says without a generator it may say; emitted code adds nothing to that.
        if (speaksAlone)
            Assert.All(errors, error => Assert.Contains(error.Location.SourceTree, run.Compilation.SyntaxTrees));
    }
}
