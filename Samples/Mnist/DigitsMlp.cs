namespace Mnist;

/// <summary>The well-known first network for MNIST: one hidden layer of 128 units.</summary>
[Network]
[Input(784)]
[Dense(128), Relu, Dropout(0.2f)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DigitsMlp;
