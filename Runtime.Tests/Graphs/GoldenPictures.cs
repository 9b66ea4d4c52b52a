namespace GraphGen.Tests.Graphs;

// The networks of Golden/pictures.py. Sizes are odd where a kernel could trip over them.
#pragma warning disable GG0112 // Borders that no window reads: wanted.
#pragma warning disable GG0114 // Even kernels: wanted.

[Network, Input(3, 9, 7, Gradient = true)]
[Conv2D(5, 3), Tanh]
[Conv2D(18, 3, Stride = 2, Padding = 1), Tanh, Flatten]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class ConvolutionsNet;

[Network, Input(2, 7, 8, Gradient = true)]
[Conv2D(16, 5, 3, Stride = 2, Padding = Padding.Same), Tanh]
[Conv2D(7, 2, 3, Bias = false, Padding = 2, Dilation = 2), Tanh]
[Conv2D(3, 1), MeanSquaredError]
internal sealed partial class PaddedNet;

[Network, Input(6, 7, 8, Gradient = true)]
[Conv2D(12, 3, Groups = 3, Padding = 1), Tanh]
[Conv2D(12, 3, Groups = 12, Padding = 1, Stride = 2), Tanh]
[Conv2D(32, 1, 2, Groups = 2, Bias = false), Tanh]
[Conv2D(64, 2, Groups = 32), Tanh, Flatten]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class GroupsNet;

[Network, Input(11, 5, Gradient = true)]
[Conv1D(7, 3, Stride = 2, Padding = 1), Tanh]
[Conv1D(17, 2, Dilation = 2), Tanh]
[Conv1D(16, 3, Padding = Padding.Same, Bias = false), Tanh, Flatten]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SequencesNet;

[Network, Input(5, Gradient = true)]
[Dense(24), Reshape(6, 2, 2), Tanh]
[ConvTranspose2D(4, 3, Stride = 2, Padding = 1, OutputPadding = 1), Tanh]
[ConvTranspose2D(6, 2, 3, Groups = 2, Dilation = 2), Sigmoid]
[ConvTranspose2D(2, 3, Stride = 3, Bias = false), MeanSquaredError]
internal sealed partial class TransposedNet;

[Network]
internal sealed partial class MixedGraph
{
    [Conv2D(16, 3, Padding = 1), Tanh] private static partial Node See(Node picture);
    [Conv2D(16, 3, Padding = 1)] private static partial Node Body(Node x);
    [Flatten, Dense(4)] private static partial Node Label(Node x);
    [SoftmaxCrossEntropy] private static partial Node Answer(Node x);

    private static (Node Picture, Node Label) Graph(
        [Input(2, 6, 5, Gradient = true)] Node left, [Input(2, 6, 5)] Node right, [Input(16, 6, 5, Gradient = true)] Node extra)
    {
        var a = See(left);
        var b = See(right);
        var c = Body(Node.Concat(a, b * a - Node.Slice(left, 0, 1, axis: 0), extra)).Relu() + a;
        var label = Label(c) + Label(extra) * 0.5f;
        return (Node.Slice(Node.Slice(c, 3, 10, axis: 0), 1, 4, axis: 1), Answer(label));
    }
}

[Network]
internal sealed partial class FlattenedGraph
{
    [Conv2D(16, 2), Tanh, MeanSquaredError] private static partial Node See(Node x);
    [Flatten, Elu] private static partial Node Flat(Node x);
    [Dense(3), SoftmaxCrossEntropy] private static partial Node Answer(Node x);
    [Flatten] private static partial Node Plain(Node x);

    private static (Node Answer, Node Picture) Graph([Input(1, 4, 5)] Node x)
    {
        var seen = See(x);
        return (Answer(Node.Concat(Flat(seen) * 2f, Plain(x))), seen);
    }
}
