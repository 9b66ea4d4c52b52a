using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>The form of classes with layer methods, of the methods, and of Graph.</summary>
public class LayerMethodTests
{
    private const string N = "[Network] partial class N { ";
    private const string A = "[Dense(3)] private static partial Node A(Node x); ";
    private const string L = "[Dense(3), MeanSquaredError] private static partial Node L(Node x); ";
    private const string Graph = "static Node Graph([Input(3)] Node x) => A(x); }";
    private const string Right = N + A + Graph;

    [Theory]
    [InlineData("GG0001", "[Network] class [|N|] { static Node Graph([Input(3, Gradient = true)] Node x) => x.Relu(); }", N + A + Graph)]
    [InlineData("GG0003", "[Network, Input(3), Dense(2)] file partial class [|N|] { }", N + A + Graph)]
    [InlineData("GG0003", "file partial class O { [Network, Input(3), Dense(2)] public partial class [|N|]; }", "partial class O { [Network, Input(3), Dense(2)] public partial class N; }")]
    [InlineData("GG0003", "[Network, Block, Input(3), Dense(2)] partial class [|N|];", "[Network, Input(3), Dense(2)] partial class N;")]
    [InlineData("GG0005", "[Network] partial class [|N|];", N + A + Graph)]
    [InlineData("GG0006", "partial class N { [[|Dense(3)|]] static void A() { } }", N + A + Graph)]
    [InlineData("GG0010", N + A + "static Node Graph([Input(3), [|Input(4)|]] Node x) => A(x); }", Right)]
    [InlineData("GG0101", N + A + "static Node Graph([Input([|0|])] Node x) => A(x); }", Right)]
    [InlineData("GG0101", N + A + "static Node Graph([Input(3)] Node x, [Input(3, Type = InputType.Int32, [|Gradient = true|])] Node y) => A(x + y); }", N + A + "static Node Graph([Input(3)] Node x, [Input(3, Gradient = true)] Node y) => A(x + y); }")]
    [InlineData("GG0101", N + "[Dense(3), [|Pointwise<Op>|]] private static partial Node A(Node x); " + Graph + " file" + Op, N + "[Dense(3), Pointwise<Op>] private static partial Node A(Node x); " + Graph + Op)]
    [InlineData("GG0101", N + A + "static Node Graph([Input(3)] Node x) => [|A(x).Pointwise<Op>()|]; } file" + Op, N + A + "static Node Graph([Input(3)] Node x) => A(x).Pointwise<Op>(); }" + Op)]
    [InlineData("GG0208", "[Network, Input(3), Dense(2)] partial class [|N|] { " + A + Graph, "[Network, Input(3), Dense(2)] partial class N;")]
    [InlineData("GG0208", "[Network, Input(3), Dense(2)] partial class [|N|] { " + A + "}", Right)]
    [InlineData("GG0208", "[Network, Input(3), Dense(2)] partial class [|N|] { public void Graph() { } }", "[Network, Input(3), Dense(2)] partial class N { public void Draw() { } }")]
    [InlineData("GG0208", "[Input(3)] partial class [|N|] { } [Network] partial class N { " + A + Graph, Right)]
    [InlineData("GG0209", "[Network] partial class [|N|] { " + A + "}", Right)]
    [InlineData("GG0209", "[Network] partial class [|N|] { " + A + "int Graph => 3; }", Right)]
    public void TheClass(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0210", N + A + "Node [|Graph|]([Input(3)] Node x) => A(x); }", Right)]
    [InlineData("GG0210", N + A + "static Node [|Graph|]<T>([Input(3)] Node x) => A(x); }", Right)]
    [InlineData("GG0210", N + A + "static Node [|Graph|]() => A(null!); }", Right)]
    [InlineData("GG0210", N + A + "static Node [|Graph|]([Input(3)] Node x, int y) => A(x); }", Right)]
    [InlineData("GG0210", N + A + "static Node [|Graph|]([Input(3)] ref Node x) => A(x); }", Right)]
    [InlineData("GG0210", N + A + "static Node [|Graph|](params Node[] x) => A(x[0]); }", Right)]
    [InlineData("GG0210", N + A + "static object [|Graph|]([Input(3)] Node x) => A(x); }", Right)]
    [InlineData("GG0210", N + A + "static void [|Graph|]([Input(3)] Node x) => A(x); }", Right)]
    [InlineData("GG0210", N + A + "static (Node, int) [|Graph|]([Input(3)] Node x) => (A(x), 1); }", N + A + "static (Node, Node) Graph([Input(3)] Node x) => (A(x), x); }")]
    [InlineData("GG0210", N + A + "static ref Node [|Graph|]([Input(3)] Node x) => throw null!; }", Right)]
    [InlineData("GG0210", N + A + "static extern Node [|Graph|]([Input(3)] Node x); }", Right)]
    [InlineData("GG0210", N + A + "static Node Graph([Input(3)] Node x) => A(x); static Node [|Graph|]([Input(3)] Node x, [Input(3)] Node y) => A(x + y); }", Right)]
    [InlineData("GG0210", N + A + "[Relu] static Node [|Graph|]([Input(3)] Node x) => A(x); }", N + A + "static Node Graph([Input(3)] Node x) => A(x).Relu(); }")]
    [InlineData("GG0212", N + A + "static Node Graph(Node [|x|]) => A(x); }", Right)]
    [InlineData("GG0212", N + A + "static Node Graph([Input(3)] Node x, Node [|y|]) => A(x + y); }", N + A + "static Node Graph([Input(3)] Node x, [Input(3)] Node y) => A(x + y); }")]
    public void Wiring(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0211", N + "[Dense(3)] private partial Node [|A|](Node x); static Node Graph([Input(3)] Node x) => x; }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static Node [|A|](Node x) => x; " + Graph, Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static Node [|A|](Node x) { return x; } " + Graph, Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node [|A|](Node x); private static partial Node A(Node x) => x; " + Graph, Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node [|A|]<T>(Node x) where T : class; private static partial Node A<T>(Node x) where T : class => x; static Node Graph([Input(3)] Node x) => A<string>(x); }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial float [|A|](Node x); static Node Graph([Input(3)] Node x) => x; }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] static partial void [|A|](Node x); static Node Graph([Input(3)] Node x) => x; }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node [|A|](); static Node Graph([Input(3)] Node x) => A(); }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node [|A|](Node x, int y); static Node Graph([Input(3)] Node x) => A(x, 3); }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node [|A|](ref Node x); static Node Graph([Input(3)] Node x) => A(ref x); }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node [|A|](params Node[] x); static Node Graph([Input(3)] Node x) => A(x); }", Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node [|A|](Node x = null!); static Node Graph([Input(3)] Node x) => A(); }", Right)]
    [InlineData("GG0211", N + A + "[Dense(3)] private static partial Node [|a|](Node x); static Node Graph([Input(3)] Node x) => A(a(x)); }", N + A + "[Dense(3)] private static partial Node B(Node x); static Node Graph([Input(3)] Node x) => A(B(x)); }")]
    [InlineData("GG0211", N + A + "[Dense(3)] private static partial Node [|A|](Node x, Node y); " + Graph, Right)]
    [InlineData("GG0211", N + "private static partial Node [|A|](Node x); " + Graph, Right)]
    [InlineData("GG0211", N + "[Dense(3)] private static partial Node A([[|Input(3)|]] Node x); " + Graph, Right)]
    [InlineData("GG0211", N + A + "static int P { [[|Dense(3)|]] get => 3; } " + Graph, N + A + "static int P => 3; " + Graph)]
    public void AMethod(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0102", N + "[Dense(3), Reshape([|4|])] private static partial Node A(Node x); " + Graph, N + "[Dense(3), Reshape(3)] private static partial Node A(Node x); " + Graph)]
    [InlineData("GG0107", N + "[Dense(3), Relu, [|Relu|]] private static partial Node A(Node x); " + Graph, N + "[Dense(3), Relu] private static partial Node A(Node x); " + Graph)]
    [InlineData("GG0110", N + "[Dense(3, [|Name = \"1\"|])] private static partial Node A(Node x); " + Graph, N + "[Dense(3, Name = \"a1\")] private static partial Node A(Node x); " + Graph)]
    [InlineData("GG0215", N + L + "static Node Graph([Input(3)] Node x) => L(x) + [|L(-x)|]; }", N + L + "[Dense(3), MeanSquaredError] private static partial Node M(Node x); static Node Graph([Input(3)] Node x) => L(x) + M(-x); }")]
    [InlineData("GG0215", N + L + "static Node Graph([Input(3)] Node x) { var y = L(x); return [|L(y)|]; } }", N + A + L + "static Node Graph([Input(3)] Node x) { var y = A(x); return L(A(y)); } }")]
    [InlineData("GG0217", N + "[[|Dense(3)|]] private static partial Node A(Node x, Node y); static Node Graph([Input(3)] Node x) => A(x, x); }", N + A + "static Node Graph([Input(3)] Node x) => A(Node.Concat(x, x)); }")]
    [InlineData("GG0217", N + "[[|Relu|], Dense(3)] private static partial Node A(Node x, Node y); static Node Graph([Input(3)] Node x) => A(x, x); }", N + "[Block<B>, Dense(3)] private static partial Node A(Node x, Node y); static Node Graph([Input(3)] Node x) => A(x, x); } [Block] partial class B { static Node Graph(Node a, Node b) => a + b; }")]
    [InlineData("GG0218", N + A + "static Node Graph([Input(3)] Node x, [Input(4)] Node y) => A(x) + A([|y|]); }", N + A + "[Dense(3)] private static partial Node B(Node x); static Node Graph([Input(3)] Node x, [Input(4)] Node y) => A(x) + B(y); }")]
    public void Layers(string id, string wrong, string right) => Both(id, wrong, right);

    private const string Op =
        """
         struct Op : IPointwiseFunction
        {
            public static V Apply<V>(V x) where V : struct, ISimd<V> => x;
            public static V Derivative<V>(V x) where V : struct, ISimd<V> => x;
        }
        """;

    private static void Both(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }
}
