namespace GraphGen.Tests.Graphs;

// The networks of Golden/graph_networks.py. Sizes are odd where a kernel could trip over them.
#pragma warning disable GG0109 // Dense on a picture: only here are all ranks wanted.

[Network]
internal sealed partial class ConcatGraph
{
    [Dense(17), Tanh] private static partial Node See(Node image);
    [Dense(5), Relu] private static partial Node Read(Node words);
    [Dense(3), MeanSquaredError] private static partial Node Join(Node all);

    private static Node Graph([Input(7)] Node image, [Input(4, Gradient = true)] Node words)
    {
        Node see = See(image);
        return Join(Node.Concat(see, words, Read(words), see));
    }
}

[Network]
internal sealed partial class ConcatRanksGraph
{
    [Dense(7), Tanh] private static partial Node Draw(Node picture);
    [Dense(4), MeanSquaredError] private static partial Node Paint(Node pictures);
    [Dense(18), Tanh] private static partial Node Tell(Node sequence);
    [Dense(4), MeanSquaredError] private static partial Node Read(Node sequences);

    private static (Node Pictures, Node Sequences) Graph([Input(2, 3, 9, Gradient = true)] Node picture, [Input(3, 5, Gradient = true)] Node sequence)
    {
        var drawn = Draw(picture);
        var pictures = Node.Concat(drawn, Node.Slice(picture, 0, 7), drawn * 2f);
        return (Paint(pictures), Read(Node.Concat(sequence, Tell(sequence))));
    }
}

[Network]
internal sealed partial class TwoLossesGraph
{
    [Dense(19), Elu] private static partial Node Trunk(Node x);
    [Dense(19), Sigmoid] private static partial Node Other(Node x);
    [Dense(4), SoftmaxCrossEntropy(LabelSmoothing = 0.1f)] private static partial Node Label(Node x);
    [Dense(3), Huber(Delta = 0.5f, Weight = 0.5f)] private static partial Node Box(Node x);

    private static (Node Label, Node Box) Graph([Input(6)] Node left, [Input(3)] Node right)
    {
        var trunk = Trunk(left) + Other(right);
        return (Label(trunk), Box(trunk));
    }
}

[Network]
internal sealed partial class ConsumersGraph
{
    [Dense(18), Tanh] private static partial Node First(Node x);
    [Dense(18), Relu] private static partial Node Body(Node x);
    [Dense(3), MeanSquaredError] private static partial Node Last(Node x);

    private static (Node Value, Node Middle) Graph([Input(5, Gradient = true)] Node x)
    {
        var a = First(x);
        var b = Body(a) + a;
        var c = b * a - b.Sigmoid() * 0.5f;
        return (Last(c + b * b), b);
    }
}

[Network]
internal sealed partial class SameTwiceGraph
{
    [Dense(17), Tanh] private static partial Node First(Node x);
    [Dense(12), Reshape(3, 4)] private static partial Node Rows(Node x);
    [Dense(3), MeanSquaredError] private static partial Node One(Node x);
    [Dense(2), MeanSquaredError] private static partial Node Two(Node x);

    private static (Node One, Node Two) Graph([Input(6, Gradient = true)] Node x)
    {
        var a = First(x);
        var rows = Rows(x);
        var gram = Node.MatMul(rows, Node.Transpose(rows));
        var b = Node.Concat(a + a, a * a, a - a) + Node.Concat(a, a, a) * 0.5f;
        return (One(b), Two(gram));
    }
}

[Network]
internal sealed partial class SharedGraph
{
    [Dense(20), Silu, Dense(9), Tanh] private static partial Node See(Node x);
    [Dense(1), BinaryCrossEntropy] private static partial Node Same(Node x);

    private static Node Graph([Input(7, Gradient = true)] Node left, [Input(7)] Node right)
    {
        var d = See(left) - See(right);
        return Same(d * d);
    }
}

[Network]
internal sealed partial class RecurrentGraph
{
    [Dense(17), Tanh] private static partial Node Begin(Node x);
    [Dense(17, Bias = false), Tanh] private static partial Node Advance(Node x);
    [Dense(2), MeanSquaredError] private static partial Node Finish(Node x);

    private static Node Graph([Input(4)] Node x) => 2f * Finish(Advance(Advance(Advance(Begin(x)))));
}

[Network]
internal sealed partial class BroadcastGraph
{
    [Dense(18), Tanh] private static partial Node Wide(Node x);
    [Dense(18)] private static partial Node Long(Node x);
    [Dense(1), Sigmoid] private static partial Node Tall(Node x);
    [Dense(1)] private static partial Node One(Node x);
    [Dense(2), MeanSquaredError] private static partial Node Last(Node x);

    private static Node Graph([Input(3, 5, Gradient = true)] Node matrix, [Input(4, Gradient = true)] Node row)
    {
        Node m = Wide(matrix), r = Long(row), c = Tall(matrix), s = One(row);
        var x = (m + r) * c - s;
        var y = (s - x) * (c - m) + (r * m) + c * (s + r);
        var z = -y * 0.5f + 2 - (1 - y) * m + (3f - 0.25f * c) - 1.5f;
        return Last(z);
    }
}

[Network]
internal sealed partial class AxesGraph
{
    [Dense(18), Tanh] private static partial Node Lift(Node cube);
    [Dense(2), MeanSquaredError] private static partial Node Sums(Node x);
    [Dense(2), MeanSquaredError] private static partial Node Means(Node x);
    [Dense(2), MeanSquaredError] private static partial Node Largest(Node x);
    [MeanSquaredError(Weight = 0.125f)] private static partial Node Scalar(Node x);

    private static (Node Sums, Node Means, Node Largest, Node Scalar) Graph([Input(2, 3, 5, Gradient = true)] Node cube)
    {
        var c = Lift(cube);
        var a = Node.Slice(c, 3, 7);
        var b = Node.Slice(c, start: 1, length: 1, axis: 1);
        var d = Node.Slice(c, 1, 1, axis: -3);
        var t = Node.Transpose(a) * 0.5f;
        var u = Node.Transpose(a, 0, 1) + 0f;
        var v = Node.Transpose(a, 0, -1);
        var sums = Node.Sum(b + d, 0) + Node.Mean(Node.Sum(c, 1), 0);
        var means = Node.Mean(t) * Node.Mean(u, 0);
        var largest = Node.Max(v, 0) + Node.Transpose(Node.Max(c));
        var tops = Node.Max(c, axis: -2);
        return (Sums(sums), Means(means), Largest(largest), Scalar(Node.Mean(Node.Sum(tops))));
    }
}

[Network]
internal sealed partial class AttentionGraph
{
    [Dense(6)] private static partial Node Query(Node words);
    [Dense(6, Bias = false)] private static partial Node Key(Node words);
    [Dense(6)] private static partial Node Value(Node words);
    [Dense(3), SoftmaxCrossEntropy] private static partial Node Answer(Node x);

    private static Node Graph([Input(5, 7, Gradient = true)] Node words)
    {
        var v = Value(words);
        var weights = (Node.MatMul(Query(words), Node.Transpose(Key(words))) * 0.4f).Softmax();
        return Answer(Node.Mean(Node.MatMul(weights, v) + v, 0));
    }
}

[Network]
internal sealed partial class HeadsGraph
{
    [Dense(10), Reshape(4, 2, 5)] private static partial Node Query(Node words);
    [Dense(10, Bias = false), Reshape(4, 2, 5)] private static partial Node Key(Node words);
    [Dense(10), Reshape(4, 2, 5)] private static partial Node Value(Node words);
    [Flatten, Dense(3), KLDivergence] private static partial Node Join(Node x);

    private static Node Graph([Input(4, 6, Gradient = true)] Node words, [Input(4, 4, Gradient = true)] Node mask)
    {
        Node q = Node.Transpose(Query(words), 0, 1), k = Node.Transpose(Key(words), 0, 1), v = Node.Transpose(Value(words), 0, 1);
        var scores = (Node.MatMul(q, Node.Transpose(k)) + mask).Softmax();
        return Join(Node.Transpose(Node.MatMul(scores, v), 0, 1));
    }
}
