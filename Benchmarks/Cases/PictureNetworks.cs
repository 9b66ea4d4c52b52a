using GraphGen;

namespace Benchmarks.Cases;

/// <summary>The tutorial network for MNIST, without dropout.</summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(32, 3), Relu, MaxPool2D(2), Flatten]
[Dense(64), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DigitsCnn;

/// <summary>LeNet-5 with ReLU and maximum pooling.</summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Relu, MaxPool2D(2)]
[Conv2D(16, 5), Relu, MaxPool2D(2), Flatten]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LeNet5;

/// <summary>The tutorial network for CIFAR-10, without dropout.</summary>
[Network]
[Input(3, 32, 32)]
[Conv2D(32, 3), Relu, MaxPool2D(2)]
[Conv2D(64, 3), Relu, MaxPool2D(2), Flatten]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class PicturesCnn;

/// <summary>ResNet-20 for CIFAR-10 with projection shortcuts.</summary>
/// <remarks>He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015.</remarks>
[Network]
[Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Block<Residual>(16, Repeat = 3)]
[Block<Projecting>(32), Block<Residual>(32, Repeat = 2)]
[Block<Projecting>(64), Block<Residual>(64, Repeat = 2)]
[GlobalAvgPool, Dense(10), SoftmaxCrossEntropy]
internal sealed partial class ResNet20;

/// <summary>Two convolutions beside what they begin with.</summary>
[Block]
internal sealed partial class Residual
{
    [Size] private const int Width = 16;

    [Conv2D(Width, 3, Padding = 1), BatchNorm, Relu]
    [Conv2D(Width, 3, Padding = 1), BatchNorm]
    private static partial Node Body(Node x);

    private static Node Graph(Node x) => (Body(x) + x).Relu();
}

/// <summary>Two convolutions, the first of which halves the picture, beside a projection that does too.</summary>
[Block]
internal sealed partial class Projecting
{
    [Size] private const int Width = 32;

    [Conv2D(Width, 3, Stride = 2, Padding = 1), BatchNorm, Relu]
    [Conv2D(Width, 3, Padding = 1), BatchNorm]
    private static partial Node Body(Node x);

    [Conv2D(Width, 1, Stride = 2), BatchNorm]
    private static partial Node Shortcut(Node x);

    private static Node Graph(Node x) => (Body(x) + Shortcut(x)).Relu();
}
