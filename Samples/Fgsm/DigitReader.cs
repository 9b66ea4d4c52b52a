namespace Fgsm;

/// <summary>A perceptron that also says how its loss depends on each pixel.</summary>
[Network]
[Input(Digits.Pixels, Gradient = true)]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DigitReader;
