using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>What Graph may contain, what it leaves unused, and operands that do not fit.</summary>
public class WiringTests
{
    private const string N = "[Network] partial class N { ";
    private const string A = "[Dense(3)] private static partial Node A(Node x); ";
    private const string B = "[Dense(3)] private static partial Node B(Node x); ";
    private const string L = "[Dense(3), MeanSquaredError] private static partial Node L(Node x); ";
    private const string Graph = "static Node Graph([Input(3)] Node x) ";
    private const string Two = "static Node Graph([Input(3)] Node x, [Input(4)] Node y) ";
    private const string Tables = "static Node Graph([Input(2, 3)] Node x, [Input(3, 3)] Node y) ";
    private const string Pictures = "static Node Graph([Input(2, 4, 4)] Node x, [Input(3, 4, 5)] Node y) ";
    private const string Large = "static Node Graph([Input(3, 400, 1000000)] Node x) ";
    private const string Words = "static Node Graph([Input(3)] Node x, [Input(3, Type = InputType.Int32)] Node w) ";
    private const string Right = N + A + Graph + "{ var y = A(x); return y.Relu(); } }";

    [Theory]
    [InlineData("GG0201", N + A + Graph + "{ [|if|] (ReferenceEquals(x, x)) return x; return A(x); } }", N + A + Graph + "{ return A(x); } }")]
    [InlineData("GG0201", N + A + Graph + "{ [|for|] (int i = 0; i < 3; i++) x = A(x); return x; } }", N + A + Graph + "{ x = A(x); x = A(x); return A(x); } }")]
    [InlineData("GG0201", N + A + Graph + "{ [|while|] (x.Equals(x)) x = A(x); return x; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|do|] x = A(x); while (x.Equals(x)); return x; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|foreach|] (int i in new int[3]) x = A(x); return x; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|switch|] (x) { default: return A(x); } } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ return [|x switch { _ => A(x) }|]; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|try|] { x = A(x); } finally { } return x; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|lock|] (x) x = A(x); return x; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|{|] x = A(x); } return x; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|end|]: return A(x); } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|throw|] new System.Exception(); } }", Right)]
    [InlineData("GG0201", N + A + Graph + "=> [|throw new System.Exception()|]; }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ System.Func<Node, Node> f = [|y => A(y)|]; return f(x); } }", N + A + Graph + "=> A(x); }")]
    [InlineData("GG0201", N + A + Graph + "{ var f = [|A|]; return f(f(x)); } }", N + A + Graph + "=> A(A(x)); }")]
    [InlineData("GG0201", N + A + Graph + "{ Node [|F|](Node y) => A(y); return F(x) + F(A(x)); } }", N + A + Graph + "{ var y = A(x); return y + A(A(x)); } }")]
    [InlineData("GG0201", N + A + Graph + "{ ref Node y = [|ref x|]; return A(y); } }", N + A + Graph + "{ Node y = x; return A(y); } }")]
    [InlineData("GG0201", N + A + Graph + "{ [|x += A(x)|]; return x; } }", N + A + Graph + "{ x = x + A(x); return x; } }")]
    [InlineData("GG0201", N + A + Graph + "{ [|x ??= A(x)|]; return x; } }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ Node y; x = [|y = A(x)|]; return x; } }", N + A + Graph + "{ Node y; y = A(x); x = y; return x; } }")]
    [InlineData("GG0201", N + A + "static Node H(Node y) => y; " + Graph + "=> A([|H(x)|]); }", N + A + Graph + "=> A(x); }")]
    [InlineData("GG0201", N + A + Graph + "=> [|Graph(A(x))|]; }", Right)]
    [InlineData("GG0201", N + Graph + "=> [|M.S(x)|]; } [Network] partial class M { [Dense(3)] internal static partial Node S(Node x); " + Graph + "=> S(x); }", Right)]
    [InlineData("GG0201", N + A + Graph + "{ [|System.Console.WriteLine(x)|]; return A(x); } }", Right)]
    [InlineData("GG0201", N + A + "class P { public Node? Q; } " + Graph + "{ var p = [|new P()|]; return A(p.Q!); } }", Right)]
    [InlineData("GG0201", N + A + Graph + "=> A([|(Node)x|]); }", Right)]
    [InlineData("GG0201", N + A + Graph + "=> A([|x!|]); }", Right)]
    [InlineData("GG0201", N + A + Graph + "=> [|1 > 2 ? A(x) : x|]; }", Right)]
    [InlineData("GG0201", N + A + Graph + "=> [|A(x) ?? x|]; }", Right)]
    [InlineData("GG0201", N + A + Graph + "=> [|default|]; }", Right)]
    [InlineData("GG0201", N + A + "static Node S = null!; " + Graph + "{ [|S|] = A(x); return x; } }", N + A + Graph + "{ Node s; s = A(x); return s; } }")]
    [InlineData("GG0201", N + A + "static Node S = null!; " + Graph + "=> A(x) + [|S|]; }", Right)]
    [InlineData("GG0201", N + A + "delegate Node D(Node x); " + Graph + "{ D d = [|delegate (Node y) { return A(y); }|]; return d(x); } }", Right)]
    public void GraphMayNotContain(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0202", N + A + B + Graph + "{ var [|y|] = A(x); return B(x); } }", N + A + B + Graph + "{ var y = A(x); return B(y); } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ var [|y|] = x; return B(A(x)); } }", N + A + B + Graph + "{ var y = x; return B(A(y)); } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ var y = A(x); var [|z|] = y.Relu(); return B(x); } }", N + A + B + Graph + "{ var y = A(x); var z = y.Relu(); return B(z); } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ _ = [|A(x)|]; return B(x); } }", N + A + B + Graph + "{ _ = x; return B(A(x)); } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ [|A(x)|]; return B(x); } }", N + L + B + Graph + "{ L(x); return B(x); } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ var y = [|A(x)|]; y = B(x); return y; } }", N + A + B + Graph + "{ var y = A(x); y = B(y); return y; } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ Node y; [|y|] = A(x); return B(x); } }", N + A + B + Graph + "{ Node y; y = A(x); return B(y); } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ var (y, [|z|]) = (A(x), B(x)); return y; } }", N + A + L + Graph + "{ var (y, _) = (A(x), L(x)); return y; } }")]
    [InlineData("GG0202", N + A + B + Graph + "{ var [|y|] = (A(x), B(x)); return x; } }", N + A + B + "static (Node, Node) Graph([Input(3)] Node x) { var y = (A(x), B(x)); return y; } }")]
    [InlineData("GG0202", N + A + L + Graph + "{ var [|y|] = (A(x), L(x)); return x; } }", N + L + Graph + "{ var y = L(x); return x; } }")]
    [InlineData("GG0203", N + A + "static Node Graph([Input(3)] Node x, [Input(3)] Node [|y|]) => A(x); }", N + A + "static Node Graph([Input(3)] Node x, [Input(3)] Node y) => A(x + y); }")]
    [InlineData("GG0203", N + A + "static Node Graph([Input(3)] Node x, [Input(3)] Node [|y|]) { y = A(x); return y; } }", N + A + "static Node Graph([Input(3)] Node x, [Input(3)] Node y) { y = A(x) + y; return y; } }")]
    [InlineData("GG0204", N + A + "[Dense(3)] private static partial Node [|B|](Node x); " + Graph + "=> A(x); }", N + A + B + Graph + "=> A(B(x)); }")]
    [InlineData("GG0204", N + A + "[Dense(3), MeanSquaredError] private static partial Node [|B|](Node x); " + Graph + "=> A(x); }", N + A + L + Graph + "=> L(A(x)); }")]
    public void GraphLeavesUnused(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0205", N + A + Two + "=> A(x) + [|y|]; }", N + A + B + Two + "=> A(x) + B(y); }")]
    [InlineData("GG0205", N + A + Two + "=> A(x - [|y|]); }", N + A + B + Two + "=> A(x - B(y)); }")]
    [InlineData("GG0205", N + A + Two + "=> A(x) * [|(2f * y)|]; }", N + A + B + Two + "=> A(x) * (2f * B(y)); }")]
    [InlineData("GG0205", N + A + Tables + "=> Node.Concat(A(x), x, [|y.Relu()|], x); }", N + A + Tables + "=> Node.Concat(A(x), x, Node.Slice(y, 0, 2, axis: 0)); }")]
    [InlineData("GG0205", N + A + Tables + "=> A(Node.Concat([x, [|y|]])); }", N + A + Tables + "=> A(Node.Concat([x, Node.Slice(y, 0, 2, axis: 0)])); }")]
    [InlineData("GG0205", N + A + Pictures + "=> A(Node.Mean(Node.Mean(Node.Concat(x, [|y|])))); }", N + A + Pictures + "=> A(Node.Mean(Node.Mean(Node.Concat(x, Node.Slice(y, 0, 4))))); }")]
    [InlineData("GG0205", N + A + Tables + "=> Node.MatMul(A(y), [|x|]); }", N + A + Tables + "=> Node.MatMul(A(y), Node.Transpose(x)); }")]
    [InlineData("GG0205", N + A + Tables + "=> Node.MatMul(right: [|x|], left: A(y)); }", N + A + Tables + "=> Node.MatMul(right: y, left: A(x)); }")]
    [InlineData("GG0205", N + A + Graph + "=> Node.MatMul([|A(x)|], x); }", N + A + Graph + "=> A(x) * x; }")]
    [InlineData("GG0205", N + A + Graph + "=> Node.Slice([|A(x)|], 1, 3); }", N + A + Graph + "=> Node.Slice(A(x), 1, 2); }")]
    [InlineData("GG0205", N + A + Graph + "=> Node.Slice([|A(x)|], -1, 2); }", N + A + Graph + "=> Node.Slice(A(x), 0, 2); }")]
    [InlineData("GG0205", N + A + Graph + "=> Node.Slice([|A(x)|], 0, 1, axis: 1); }", N + A + Graph + "=> Node.Slice(A(x), 0, 1, axis: 0); }")]
    [InlineData("GG0205", N + A + Graph + "=> Node.Sum([|A(x)|], -2); }", N + A + Graph + "=> Node.Sum(A(x), -1); }")]
    [InlineData("GG0205", N + A + Graph + "=> Node.Transpose([|A(x)|]); }", N + A + "static Node Graph([Input(2, 3)] Node x) => Node.Transpose(A(x)); }")]
    [InlineData("GG0206", N + A + Graph + "=> [|Node.Concat(A(x))|]; }", N + A + Graph + "=> Node.Concat(A(x), x); }")]
    [InlineData("GG0206", N + A + Graph + "=> A(x) + [|Node.Concat()|]; }", N + A + Graph + "=> A(x) + Node.Sum(Node.Concat(x, x)); }")]
    [InlineData("GG0103", N + A + Large + "=> A(Node.Sum(Node.Sum([|Node.Concat(x, x)|]))); }", N + A + Large + "=> A(Node.Sum(Node.Sum(x))); }")]
    [InlineData("GG0213", N + "[[|Dense(3)|]] private static partial Node A(Node x); static Node Graph([Input(3, Type = InputType.Int32)] Node x) => A(x); }", N + A + Graph + "=> A(x); }")]
    [InlineData("GG0213", N + A + Words + "=> A(x) + [|w|]; }", N + A + Two + "=> A(x) + Node.Sum(y); }")]
    [InlineData("GG0213", N + A + Words + "=> A(x) + [|w|].Relu(); }", N + A + Two + "=> A(x) + Node.Sum(y).Relu(); }")]
    [InlineData("GG0213", N + A + "static (Node, Node) Graph([Input(3)] Node x, [Input(3, Type = InputType.Int32)] Node w) => (A(x), [|w|]); }", N + A + "static (Node, Node) Graph([Input(3)] Node x) => (A(x), x); }")]
    [InlineData("GG0213", "[Network, Input(3, Type = InputType.Int32)] partial class [|N|];", "[Network, Input(3), Dense(2)] partial class N;")]
    public void AnOperandDoesNotFit(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0220", N + A + Graph + "{ float [|s|] = 2f; return s * A(x); } }", N + A + Graph + "{ const float s = 2f; return s * A(x); } }")]
    [InlineData("GG0220", N + A + Graph + "{ int [|s|]; s = 2; return s * A(x); } }", N + A + "const int S = 2; " + Graph + "=> S * A(x); }")]
    [InlineData("GG0220", N + A + "static readonly float S = 2f; " + Graph + "=> A(x) * [|S|]; }", N + A + "const float S = 2f; " + Graph + "=> A(x) * S; }")]
    [InlineData("GG0220", N + A + Graph + "=> 1f - [|System.MathF.Sqrt(2f)|] * A(x); }", N + A + Graph + "=> 1f - System.MathF.PI / 2 * A(x); }")]
    [InlineData("GG0220", N + A + "static int S => 1; " + Graph + "=> Node.Slice(A(x), 0, [|S|]); }", N + A + Graph + "=> Node.Slice(A(x), length: 1, start: 0); }")]
    [InlineData("GG0220", N + A + "static float S => 1; " + Graph + "=> A(x).LeakyRelu([|S|]); }", N + A + Graph + "=> A(x).LeakyRelu('a' - 'a' + 0.1f); }")]
    [InlineData("GG0101", N + A + Graph + "=> [|float.NaN * A(x)|]; }", N + A + Graph + "=> -'a' * A(x); }")]
    [InlineData("GG0101", N + A + Graph + "=> [|A(x).LeakyRelu(-1f)|]; }", N + A + Graph + "=> A(x).LeakyRelu(); }")]
    public void ANumberIsNoConstant(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0106", N + A + "[Dense(3), Sigmoid, [|BinaryCrossEntropy|]] private static partial Node M(Node x); " + Graph + "=> M(A(x).Tanh()); }", N + A + "[Dense(3), BinaryCrossEntropy] private static partial Node M(Node x); " + Graph + "=> M(A(x).Tanh()); }")]
    [InlineData("GG0106", N + A + "[Dense(3), Softmax, [|KLDivergence|]] private static partial Node M(Node x); " + Graph + "=> M(A(x).Tanh()); }", N + A + "[Dense(3), Sigmoid, KLDivergence] private static partial Node M(Node x); " + Graph + "=> M(A(x).Tanh()); }")]
    [InlineData("GG0106", N + "[Dense(3), Sigmoid] private static partial Node A(Node x); [[|BinaryCrossEntropy|]] private static partial Node M(Node x); " + Graph + "=> M((|A(x)|)); }", N + A + "[BinaryCrossEntropy] private static partial Node M(Node x); " + Graph + "=> M(A(x)); }")]
    [InlineData("GG0106", N + "[Dense(3), Softmax] private static partial Node A(Node x); [[|KLDivergence|]] private static partial Node M(Node x); " + Graph + "{ var y = A(x); return M((|y|)); } }", N + A + "[KLDivergence] private static partial Node M(Node x); " + Graph + "=> M(A(x)); }")]
    [InlineData("GG0106", N + A + "[[|SoftmaxCrossEntropy|]] private static partial Node M(Node x); " + Graph + "=> M((|A(x).Softmax()|)); }", N + A + "[SoftmaxCrossEntropy] private static partial Node M(Node x); " + Graph + "=> M(A(x).Sigmoid()); }")]
    [InlineData("GG0009", "[Network] partial class [|N|] { [Dense(3, Frozen = true)] private static partial Node A(Node x); " + Graph + "=> A(x).Relu(); }", N + "[Dense(3, Frozen = true)] private static partial Node A(Node x); static Node Graph([Input(3, Gradient = true)] Node x) => A(x).Relu(); }")]
    [InlineData("GG0009", "[Network] partial class [|N|] { " + Graph + "=> x; }", N + A + Graph + "=> A(x); }")]
    public void ALayerDoesNotFitTheGraph(string id, string wrong, string right) => Both(id, wrong, right);

    [Theory]
    [InlineData("GG0201", N + A + Graph + "=> [|x ?? A(x)|]; }", "'x ?? A(x)' may not stand in Graph, which consists of locals, calls of the class's own layer methods, the operations of Node, constant numbers, tuples and return; write it with those")]
    [InlineData("GG0202", N + A + B + Graph + "{ [|A(x)|]; return B(x); } }", "Nothing uses 'A(x)', so that layers which compute it alone are not trained; use it, or remove it")]
    [InlineData("GG0205", N + A + Two + "=> A(x) + [|y|]; }", "'+' takes operands of equal extents, or 1, and the left one is [3], but this operand is [4]; bring both to one shape, by a layer such as [Dense] or [Reshape]")]
    [InlineData("GG0205", N + A + Graph + "=> Node.Slice([|A(x)|], 1, 3); }", "Slice(1, 3) takes an axis of at least 4 elements, from 0 on and 1 or more, but this operand is [3], with 3 on axis 0; choose a start and a length within it")]
    [InlineData("GG0205", N + A + Graph + "=> Node.Sum([|A(x)|], -2); }", "Sum takes a value that has the axis -2, but this operand is [3]; choose one from -1 to 0")]
    [InlineData("GG0206", N + A + Graph + "=> [|Node.Concat(A(x))|]; }", "Concat is given 1 value, but takes two or more; change the number")]
    [InlineData("GG0213", N + A + Words + "=> A(x) + [|w|]; }", "+ takes numbers, but is given indices; put a layer such as [Embedding] before it")]
    [InlineData("GG0220", N + A + Graph + "=> [|System.MathF.Sqrt(2f)|] * A(x); }", "'System.MathF.Sqrt(2f)' is no number that the compiler can compute; write literals, constants and [Size] constants, joined by + - * /")]
    public void SaysWhatWasExpectedWhatCameAndWhatToDo(string id, string wrong, string message) =>
        Assert.Equal(message, Analysis.Expect(id, wrong).GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    private static void Both(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }
}
