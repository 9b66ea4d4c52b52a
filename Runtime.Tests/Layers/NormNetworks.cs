using GraphGen;

namespace GraphGen.Tests.Layers;

// The networks of Golden/norms.py, which the gradient check takes too.
[Network, Input(7, Gradient = true), Dense(19), BatchNorm, Relu, Dense(5), MeanSquaredError] internal sealed partial class BatchFeaturesNet;
[Network, Input(4, 7, Gradient = true), Dense(19), BatchNorm(Momentum = 0.3f, Epsilon = 1e-3f), Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class BatchSequenceNet;
[Network, Input(2, 6, 5, Gradient = true), Conv2D(5, 3), BatchNorm, Relu, Conv2D(18, 2, Bias = true), BatchNorm(Affine = false), Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class BatchPictureNet;
[Network, Input(3, 5, 4, Gradient = true), BatchNorm, Conv2D(16, 3), Relu, Flatten, Dense(5), MeanSquaredError] internal sealed partial class BatchInputNet;
[Network, Input(2, 6, 5, Gradient = true), Conv2D(17, 3), BatchNorm(Frozen = true), Relu, Flatten, Dense(5), MeanSquaredError] internal sealed partial class BatchFrozenNet;
[Network, Input(7, Gradient = true), Dense(19), LayerNorm, Relu, Dense(5), MeanSquaredError] internal sealed partial class LayerFeaturesNet;
[Network, Input(4, 7, Gradient = true), Dense(18), LayerNorm(Epsilon = 1e-3f), Tanh, Dense(5), LayerNorm(Affine = false), Flatten, Dense(5), MeanSquaredError] internal sealed partial class LayerSequenceNet;
[Network, Input(2, 6, 5, Gradient = true), Conv2D(17, 3), LayerNorm, Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class LayerPictureNet;
[Network, Input(7, Gradient = true), Dense(18), GroupNorm(3), Relu, Dense(5), MeanSquaredError] internal sealed partial class GroupFeaturesNet;
[Network, Input(4, 7, Gradient = true), Dense(20), GroupNorm(5, Epsilon = 1e-3f), Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class GroupSequenceNet;
[Network, Input(2, 6, 5, Gradient = true), Conv2D(18, 3), GroupNorm(6), Relu, Conv2D(4, 2), GroupNorm(2, Affine = false), Flatten, Dense(5), MeanSquaredError] internal sealed partial class GroupPictureNet;

[Network, Input(2, 6, 5), Conv2D(20, 3), Dropout2D(0.4f), Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class Dropout2DNet;
[Network, Input(2, 6, 5), Conv2D(20, 3), Dropout2D(0.4f, Name = "dropped"), Flatten, Dense(5), MeanSquaredError] internal sealed partial class DroppedChannelsNet;

/// <summary>As in a residual network: a normalisation, an addition and an activation in a row, two uses of one normalisation, and a frozen block.</summary>
[Network]
internal sealed partial class NormGraph
{
    [Conv2D(20, 3, Padding = 1), BatchNorm, Relu] private static partial Node Stem(Node x);
    [Block<NormBlock>(20, Repeat = 2)] private static partial Node Body(Node x);
    [Block<NormBlock>(20, Frozen = true)] private static partial Node Still(Node x);
    [BatchNorm] private static partial Node Shared(Node x);
    [Dropout2D(0.25f), Flatten, Dense(33), BatchNorm, Tanh] private static partial Node Join(Node x);
    [LayerNorm, Dense(9), SoftmaxCrossEntropy] private static partial Node Label(Node x);
    private static (Node, Node) Graph([Input(3, 5, 4, Gradient = true)] Node x)
    {
        var stem = Stem(x);
        var body = Still(Body(stem));
        var joined = Join(Shared(stem) + Shared(body));
        return (Label(joined), joined);
    }
}

[Block]
internal sealed partial class NormBlock
{
    [Size] private const int Width = 16;
    [Conv2D(Width, 3, Padding = 1), BatchNorm, Relu, Conv2D(Width, 3, Padding = 1), BatchNorm(Momentum = 0.5f), GroupNorm(4)] private static partial Node Body(Node x);
    private static Node Graph(Node x) => (Body(x) + x).Relu();
}
