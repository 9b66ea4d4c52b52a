namespace GraphGen.Tests.Graphs;

// The networks of Golden/pooling.py.
#pragma warning disable GG0112 // Border pixels that no window reads: wanted here.

[Network]
internal sealed partial class PoolsGraph
{
    [MaxPool2D(2)] private static partial Node Largest(Node x);
    [MaxPool2D(3, Stride = 2, Padding = 1, CeilMode = true)] private static partial Node Rounded(Node x);
    [MaxPool2D(2, 3, Stride = 1, Dilation = 2)] private static partial Node Spread(Node x);
    [AvgPool2D(2)] private static partial Node Mean(Node x);
    [AvgPool2D(3, Stride = 2, Padding = 1, CeilMode = true)] private static partial Node Padded(Node x);
    [AvgPool2D(2, 3, Stride = 2, Padding = 1, CountIncludePad = false)] private static partial Node Inside(Node x);
    [GlobalAvgPool] private static partial Node Overall(Node x);
    [GlobalMaxPool] private static partial Node Highest(Node x);

    private static (Node Largest, Node Rounded, Node Spread, Node Mean, Node Padded, Node Inside, Node Overall, Node Highest)
        Graph([Input(3, 7, 8, Gradient = true)] Node picture)
    {
        var x = picture.Relu();
        var turned = picture.Tanh();
        return (Largest(x), Rounded(x), Spread(x) * 2f, Mean(turned), Padded(turned), Inside(turned), Overall(turned), Highest(x));
    }
}

[Network]
internal sealed partial class EnlargedGraph
{
    [ZeroPad2D(1, 2, 3, 0)] private static partial Node Frame(Node x);
    [UpSample2D(2)] private static partial Node Double(Node x);
    [UpSample2D(3, Interpolation = Interpolation.Bilinear), Relu] private static partial Node Smooth(Node x);

    private static (Node Framed, Node Doubled, Node Smooth) Graph([Input(2, 4, 3, Gradient = true)] Node picture)
    {
        var x = picture.Tanh();
        return (Frame(x), Double(x), Smooth(x));
    }
}

[Network]
internal sealed partial class OverStepsGraph
{
    [Dense(18), Tanh] private static partial Node First(Node x);
    [MaxPool1D(3, Stride = 2, Padding = 1)] private static partial Node Largest(Node x);
    [MaxPool1D(2, CeilMode = true)] private static partial Node Direct(Node x);
    [AvgPool1D(2, CeilMode = true)] private static partial Node Mean(Node x);
    [AvgPool1D(3, Stride = 2, Padding = 1, CountIncludePad = false)] private static partial Node Inside(Node x);
    [GlobalAvgPool] private static partial Node Overall(Node x);
    [GlobalMaxPool] private static partial Node Highest(Node x);

    private static (Node Largest, Node Direct, Node Mean, Node Inside, Node Overall, Node Highest) Graph([Input(9, 5, Gradient = true)] Node steps)
    {
        var x = First(steps);
        return (Largest(x), Direct(steps), Mean(x), Inside(x), Overall(x), Highest(x));
    }
}

[Network]
internal sealed partial class SmallVggGraph
{
    [Conv2D(5, 3, Padding = 1), Relu, Conv2D(16, 3, Padding = 1), Relu, MaxPool2D(2)] private static partial Node Low(Node x);
    [Conv2D(7, 3, Padding = 1), Relu, Conv2D(17, 3, Padding = 1), MaxPool2D(2, CeilMode = true), Relu] private static partial Node High(Node x);
    [Flatten, Dense(19), Relu, Dense(4), SoftmaxCrossEntropy] private static partial Node Label(Node x);
    [GlobalAvgPool, Dense(3), MeanSquaredError] private static partial Node Mean(Node x);

    private static (Node Label, Node Mean) Graph([Input(3, 10, 8, Gradient = true)] Node image)
    {
        var high = High(Low(image));
        return (Label(high), Mean(high));
    }
}
