using System.Runtime.CompilerServices;

namespace GraphGen.Tests.Graphs;

// More networks of Golden/graph_networks.py: blocks, frozen parts, losses, functions of the user's.

[Block]
internal sealed partial class Residual
{
    [Size] private const int Width = 4;
    [Dense(Width), Relu, Dense(17)] private static partial Node Body(Node x);

    private static Node Graph(Node x) => (Body(x) + x).Relu();
}

[Block]
internal sealed partial class Gate
{
    [Size] private const int Width = 5;
    [Dense(Width)] private static partial Node Open(Node y);
    [Dense(Width)] private static partial Node Pass(Node x);

    private static Node Graph(Node x, Node y) => Open(y).Sigmoid() * Pass(x);
}

/// <summary>A stack as a block, with blocks in it; the size that the use leaves out follows the one that it gives.</summary>
[Block]
[Block<Residual>(Inner), Dense(17), Tanh, Block<Residual>(Outer, Repeat = 2)]
internal sealed partial class Pair
{
    [Size] private const int Inner = 7;
    [Size] private const int Outer = Inner + 1;
}

[Network]
internal sealed partial class BlocksGraph
{
    [Dense(17), Tanh] private static partial Node Start(Node x);
    [Block<Residual>(6, Repeat = 2), Block<Residual>, Tanh] private static partial Node Stage(Node x);
    [Block<Gate>(9, Repeat = 2), Relu] private static partial Node Mix(Node x, Node y);
    [Dense(17), Block<Pair>(3)] private static partial Node Deep(Node x);
    [Dense(2), MeanSquaredError] private static partial Node Last(Node x);

    private static Node Graph([Input(4, Gradient = true)] Node x, [Input(3, Gradient = true)] Node y) => Last(Deep(Mix(Stage(Start(x)), y)));
}

[Network]
internal sealed partial class FrozenPrefixGraph
{
    [Dense(17, Frozen = true), Relu, Dense(9, Frozen = true), Tanh] private static partial Node Fixed(Node image);
    [Dense(2), MeanSquaredError] private static partial Node Head(Node all);

    private static Node Graph([Input(6)] Node image, [Input(3)] Node other) => Head(Node.Concat(Fixed(image), other));
}

[Block]
internal sealed partial class Inner
{
    [Dense(18), Relu, Dense(18), Relu] private static partial Node Body(Node x);

    private static Node Graph(Node x) => Body(x);
}

[Network]
internal sealed partial class FrozenMiddleGraph
{
    [Dense(17), Tanh] private static partial Node First(Node image);
    [Dense(18, Frozen = true), Tanh, Block<Inner>(Frozen = true)] private static partial Node Middle(Node x);
    [Dense(2), MeanSquaredError] private static partial Node Last(Node x);

    private static Node Graph([Input(6, Gradient = true)] Node image) => Last(Middle(First(image)));
}

[Network]
internal sealed partial class EveryLossGraph
{
    [Dense(18), Tanh] private static partial Node Trunk(Node x);
    [Dense(4), SoftmaxCrossEntropy] private static partial Node Label(Node x);
    [Dense(4), SoftmaxCrossEntropy(Probabilities = true, LabelSmoothing = 0.2f, Weight = 0.5f)] private static partial Node Soft(Node x);
    [Dense(3), BinaryCrossEntropy(Weight = 2f)] private static partial Node Yes(Node x);
    [Dense(3), BinaryCrossEntropy(PositiveWeight = 2.5f, Weight = 0.25f)] private static partial Node Rare(Node x);
    [Dense(3), MeanSquaredError(Weight = 1.5f)] private static partial Node Square(Node x);
    [Dense(3), MeanAbsoluteError(Weight = 0.75f)] private static partial Node Line(Node x);
    [Dense(17), Huber(Delta = 0.5f, Weight = 1.25f)] private static partial Node Bent(Node x);
    [Dense(4), KLDivergence(Weight = 3f)] private static partial Node Shares(Node x);
    [Dense(3), Hinge(Weight = 0.5f)] private static partial Node Margin(Node x);
    [Dense(17), Loss<PseudoHuber>(Weight = 4f)] private static partial Node Own(Node x);
    [Dense(12), Reshape(3, 4), SoftmaxCrossEntropy(Weight = 0.5f)] private static partial Node Steps(Node x);
    [Dense(12), Reshape(3, 4), KLDivergence(Weight = 2f)] private static partial Node Kinds(Node x);

    private static (Node Label, Node Soft, Node Yes, Node Rare, Node Square, Node Line, Node Bent, Node Shares, Node Margin, Node Own, Node Steps, Node Kinds)
        Graph([Input(6)] Node x)
    {
        var t = Trunk(x);
        return (Label(t), Soft(t), Yes(t), Rare(t), Square(t), Line(t), Bent(t), Shares(t), Margin(t), Own(t), Steps(t), Kinds(t));
    }
}

[Network]
internal sealed partial class PointwiseGraph
{
    [Dense(19)] private static partial Node First(Node x);
    [Dense(19), Pointwise<Softsign>] private static partial Node Own(Node x);
    [Dense(3), MeanSquaredError] private static partial Node Last(Node x);

    private static Node Graph([Input(6, Gradient = true)] Node x)
    {
        var a = First(x);
        var y = Own(a) + a.Relu() * 0.5f + a.LeakyRelu(0.1f) * 0.5f + a.Elu(0.7f) * 0.5f + a.Selu() * 0.5f + a.Gelu() * 0.5f
            + a.Silu() * 0.5f + a.Sigmoid() * 0.5f + a.Tanh() * 0.5f + a.Softplus() * 0.5f + a.Softmax() * 0.5f
            + a.Pointwise<Softsign>() * 0.5f + a.Pointwise<Cube>() * 0.5f;
        return Last(y);
    }
}

[Network]
internal sealed partial class InnerLossGraph
{
    [Dense(17), Tanh] private static partial Node Trunk(Node x);
    [Dense(4), SoftmaxCrossEntropy(Weight = 0.5f)] private static partial Node Guess(Node x);
    [Dense(3), MeanSquaredError] private static partial Node Last(Node x);

    private static Node Graph([Input(6, Gradient = true)] Node x) => Last((Guess(Trunk(x)) * 2f).Tanh());
}

[Network]
internal sealed partial class GivenGradientsGraph
{
    [Dense(17), Gelu] private static partial Node Low(Node x);
    [Dense(3)] private static partial Node High(Node x);

    private static (Node Low, Node High) Graph([Input(6, Gradient = true)] Node x)
    {
        var low = Low(x);
        return (low, High(low * low));
    }
}

[Network]
internal sealed partial class EmbeddingGraph
{
    [Embedding(9, 17), MeanOverTime] private static partial Node Read(Node words);
    [Embedding(12, 3, Frozen = true), Flatten] private static partial Node Fixed(Node words);
    [Dense(3), SoftmaxCrossEntropy] private static partial Node Answer(Node x);

    private static Node Graph([Input(6, Type = InputType.Int32)] Node words, [Input(4, Type = InputType.Int32)] Node others) =>
        Answer(Node.Concat(Read(words) - Read(others), Fixed(words)));
}

[Network]
internal sealed partial class DirectGraph
{
    [MeanSquaredError] private static partial Node Product(Node x);
    [MeanSquaredError] private static partial Node Turned(Node x);
    [MeanSquaredError] private static partial Node Soft(Node x);
    [MeanSquaredError] private static partial Node Mixed(Node x);
    [MeanSquaredError] private static partial Node Joined(Node x);
    [MeanSquaredError] private static partial Node Flat(Node x);
    [MeanSquaredError] private static partial Node One(Node x);
    [Flatten] private static partial Node Flatten(Node x);

    private static (Node Product, Node Turned, Node Soft, Node Mixed, Node Joined, Node Flat, Node One) Graph(
        [Input(3, 5, Gradient = true)] Node a, [Input(5, 4, Gradient = true)] Node b, [Input(3, 5, Gradient = true)] Node c, [Input(5, Gradient = true)] Node d)
    {
        var lifted = Node.Slice(Flatten(a), 1, 13);
        var highest = Node.Slice(Node.Max(a), 1, 1);
        return (
            Product(Node.MatMul(a, b)),
            Turned(Node.MatMul(Node.Transpose(b), Node.Transpose(a))),
            Soft(a.Softmax() - c),
            Mixed((a * c + d) * highest - Node.Sum(a, 0) * 0.5f),
            Joined(Node.Concat(d, d, d.Tanh(), Node.Mean(c, 0))),
            Flat(lifted * lifted),
            One(Node.Max(Node.Sum(c * c))));
    }
}

/// <summary>x / (1 + |x|).</summary>
internal readonly struct Softsign : IPointwiseFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V x) where V : struct, ISimd<V> => x / (V.Create(1f) + V.Abs(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V x) where V : struct, ISimd<V>
    {
        V d = V.Create(1f) + V.Abs(x);
        return V.Create(1f) / (d * d);
    }
}

/// <summary>x³.</summary>
internal readonly struct Cube : IPointwiseFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V x) where V : struct, ISimd<V> => x * x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V x) where V : struct, ISimd<V> => V.Create(3f) * x * x;
}

/// <summary>√(1 + (p - t)²) - 1.</summary>
internal readonly struct PseudoHuber : ILossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Loss<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V d = prediction - target;
        V one = V.Create(1f);
        return V.Sqrt(V.Fma(d, d, one)) - one;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V d = prediction - target;
        return d / V.Sqrt(V.Fma(d, d, V.Create(1f)));
    }
}
