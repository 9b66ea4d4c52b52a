using Generator.Tests.Harness;

namespace Generator.Tests.Emit;

/// <summary>Graphs compile whatever their names, and whatever stands where.</summary>
public class GraphCompilationTests
{
    private const string Heads = "[Dense(2), SoftmaxCrossEntropy] private static partial Node A(Node x); [Dense(3), MeanSquaredError] private static partial Node B(Node x);";

    [Theory]
    // Names that the emitted calls use themselves, keywords, and names that meet.
    [InlineData("[Dense(2), MeanSquaredError] private static partial Node Fit(Node x); static Node Graph([Input(3)] Node count) => Fit(count);")]
    [InlineData(Heads + "static (Node, Node) Graph([Input(3)] Node batch) => (A(batch), B(batch));")]
    [InlineData(Heads + "static (Node frame, Node call) Graph([Input(3)] Node targets) => (A(targets), B(targets));")]
    [InlineData("[Dense(2), MeanSquaredError] private static partial Node Fit(Node x); static Node Graph([Input(3)] Node @class) => Fit(@class);")]
    [InlineData("[Dense(3), MeanSquaredError] private static partial Node Image(Node x); static Node Graph([Input(3)] Node image) => Image(image);")]
    [InlineData(Heads + "static (Node a, Node b) Graph([Input(3)] Node a, [Input(3)] Node b) => (A(a), B(b));")]
    [InlineData(Heads + "static (Node, Node) Graph([Input(3)] Node X, [Input(3)] Node x) => (A(X), B(x));")]
    // Outputs that are inputs, twice the same, or come without a loss; losses on inputs and on what is not returned.
    [InlineData("[Dense(3)] private static partial Node F(Node x); static (Node, Node) Graph([Input(3)] Node x) => (F(x), x);")]
    [InlineData("[Dense(3)] private static partial Node F(Node x); static (Node, Node) Graph([Input(3, Gradient = true)] Node x) { var y = F(x); return (y, y); }")]
    [InlineData("[Dense(3), MeanSquaredError] private static partial Node F(Node x); static (Node, Node) Graph([Input(3)] Node x) { var y = F(x); return (y, y); }")]
    [InlineData("[MeanSquaredError] private static partial Node F(Node x); static Node Graph([Input(3, Gradient = true)] Node x) => F(x);")]
    [InlineData(Heads + "static Node Graph([Input(3)] Node x) { B(x); return A(x); }")]
    [InlineData(Heads + "static Node Graph([Input(3)] Node x) { B(x); return x + 1; }")]
    // Everything of Node, with axes and names written out.
    [InlineData("[Dense(4), BinaryCrossEntropy] private static partial Node F(Node x); static Node Graph([Input(2, 3, 4)] Node x, [Input(4)] Node y) { var z = -(2 * x - 0.5f) + y * y; return F(Node.Sum(Node.Max(Node.Slice(value: Node.Transpose(z, first: 0, second: 1), start: 1, length: 2, axis: 0), axis: 1), 0)); }")]
    [InlineData("[Dense(4), KLDivergence] private static partial Node F(Node x); static Node Graph([Input(5, 4)] Node x) => F(Node.Mean(Node.MatMul(x, Node.Transpose(x)).Softmax().LeakyRelu(0.2f).Elu().Gelu(), 0));")]
    [InlineData("[Dense(4), Hinge] private static partial Node F(Node x); static Node Graph([Input(4)] Node x) { Node y; const float half = 0.5f; y = x; (var a, var b) = (y, half * y); var (c, _) = (a, b); x = c; return F(Node.Concat([x, b, c.Pointwise<Square>()])); } public readonly struct Square : IPointwiseFunction { public static V Apply<V>(V x) where V : struct, ISimd<V> => x * x; public static V Derivative<V>(V x) where V : struct, ISimd<V> => x + x; }")]
    public void Compiles(string members)
    {
        GeneratorRun run = new("using GraphGen;\n[Network] public partial class N { " + members + " }");
        Assert.Empty(run.CompilerDiagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.DoesNotContain("stand-in", run.Text);
    }

    [Fact]
    public void ABlockInAnotherFileCompiles()
    {
        GeneratorRun run = new(
            "using GraphGen;\nnamespace A; [Network, Input(6), Block<B.Gate>(5), Block<B.Outer.Pair>(Repeat = 2), Dense(1), MeanSquaredError] public partial class N;",
            """
            using GraphGen;
            namespace B;
            [Block] public sealed partial class Gate
            {
                [Size] internal const int Width = 3;
                private const int Twice = 2 * Width;
                [Dense(Twice), Tanh, Dense(6 + Width - Width)] internal static partial Node F(Node x);
                static Node Graph(Node x) => F(x) * (1f / Width) + x;
            }
            public partial class Outer
            {
                [Block, Dense(6), Block<Gate>(7), Dense(6)] public partial class Pair;
            }
            """);
        Assert.Empty(run.CompilerDiagnostics.Select(diagnostic => diagnostic.ToString()));
        string text = run.Result.GeneratedSources.Single(source => source.HintName == "A.N.g.cs").SourceText.ToString();
        // A size that is given reaches constants that are computed from it, and blocks inside keep their own.
        Assert.Contains("\"gate1.f.dense1.weight\", outputs: 10, inputs: 6", text);
        Assert.Contains("\"pair1.1.gate1.f.dense1.weight\", outputs: 14, inputs: 6", text);
    }
}
