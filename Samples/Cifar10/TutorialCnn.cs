namespace Cifar10;

/// <summary>The network of many a tutorial: two convolutions, each with its pooling, and two dense layers.</summary>
[Network]
[Input(3, 32, 32)]
[Conv2D(32, 3), Relu, MaxPool2D(2)]
[Conv2D(64, 3), Relu, MaxPool2D(2), Flatten]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class TutorialCnn;
