namespace GraphGen.Tests.Graphs;

// The networks of Golden/classics.py, as their papers' tables have them.

/// <summary>LeCun et al. 1998, "Gradient-based learning applied to document recognition", with a softmax at its end.</summary>
[Network, Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Conv2D(120, 5), Tanh, Flatten]
[Dense(84), Tanh]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LeNet5;

/// <summary>The manner of Simonyan and Zisserman 2015: pairs of small convolutions, then pooling and twice the width.</summary>
[Network, Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1), Relu, Conv2D(16, 3, Padding = 1), Relu, MaxPool2D(2)]
[Conv2D(32, 3, Padding = 1), Relu, Conv2D(32, 3, Padding = 1), Relu, MaxPool2D(2)]
[Conv2D(64, 3, Padding = 1), Relu, Conv2D(64, 3, Padding = 1), Relu, MaxPool2D(2)]
[Flatten, Dense(64), Relu, Dense(10), SoftmaxCrossEntropy]
internal sealed partial class VggLike;

/// <summary>He et al. 2015, "Deep residual learning for image recognition", the network of 20 layers for CIFAR-10.</summary>
[Network, Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Block<BasicBlock>(16, Repeat = 3)]
[Block<ProjectionBlock>(32), Block<BasicBlock>(32, Repeat = 2)]
[Block<ProjectionBlock>(64), Block<BasicBlock>(64, Repeat = 2)]
[GlobalAvgPool, Dense(10), SoftmaxCrossEntropy]
internal sealed partial class ResNet20;

[Block]
internal sealed partial class BasicBlock
{
    [Size] private const int Width = 16;

    [Conv2D(Width, 3, Padding = 1), BatchNorm, Relu, Conv2D(Width, 3, Padding = 1), BatchNorm]
    private static partial Node Body(Node x);

    private static Node Graph(Node x) => (Body(x) + x).Relu();
}

[Block]
internal sealed partial class ProjectionBlock
{
    [Size] private const int Width = 32;

    [Conv2D(Width, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(Width, 3, Padding = 1), BatchNorm]
    private static partial Node Body(Node x);

    [Conv2D(Width, 1, Stride = 2), BatchNorm]
    private static partial Node Shortcut(Node x);

    private static Node Graph(Node x) => (Body(x) + Shortcut(x)).Relu();
}
