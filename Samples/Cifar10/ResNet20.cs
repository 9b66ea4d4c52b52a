namespace Cifar10;

/// <summary>
/// The residual network of 20 layers for CIFAR-10 (He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015,
/// section 4.2): three stages of 16, 32 and 64 channels, of three blocks each.
/// </summary>
[Network]
[Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Block<BasicBlock>(16, Repeat = 3)]
[Block<Downsampling>(32), Block<BasicBlock>(32, Repeat = 2)]
[Block<Downsampling>(64), Block<BasicBlock>(64, Repeat = 2)]
[GlobalAvgPool, Dense(10), SoftmaxCrossEntropy]
public sealed partial class ResNet20;

/// <summary>Two convolutions learn what to add to their input.</summary>
[Block]
public sealed partial class BasicBlock
{
    [Size] private const int Width = 16;

    [Conv2D(Width, 3, Padding = 1), BatchNorm, Relu, Conv2D(Width, 3, Padding = 1), BatchNorm]
    private static partial Node Body(Node x);

    private static Node Graph(Node x) => (Body(x) + x).Relu();
}

/// <summary>The first block of a stage: half as many rows and columns, and a projection in the shortcut (the paper's option B).</summary>
[Block]
public sealed partial class Downsampling
{
    [Size] private const int Width = 32;

    [Conv2D(Width, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(Width, 3, Padding = 1), BatchNorm]
    private static partial Node Body(Node x);

    [Conv2D(Width, 1, Stride = 2), BatchNorm]
    private static partial Node Shortcut(Node x);

    private static Node Graph(Node x) => (Body(x) + Shortcut(x)).Relu();
}
