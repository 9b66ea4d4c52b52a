namespace Mnist;

/// <summary>The network of many a tutorial on pictures: a convolution, a pooling, two dense layers.</summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(32, 3), Relu, MaxPool2D(2), Flatten]
[Dense(64), Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DigitsCnn;
