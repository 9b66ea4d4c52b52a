namespace Mnist;

/// <summary>
/// LeNet-5 (LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition, 1998), layer for layer: its
/// pictures are 28 by 28 with a border of 2. The activations are today's ReLU where the paper has a scaled tanh, the pooling takes the
/// greatest number where the paper averages, C3 sees all maps of S2, and the output is a softmax.
/// </summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Relu]  // C1: 6 maps of 28 x 28
[MaxPool2D(2)]                     // S2: 6 maps of 14 x 14
[Conv2D(16, 5), Relu]              // C3: 16 maps of 10 x 10
[MaxPool2D(2)]                     // S4: 16 maps of 5 x 5
[Conv2D(120, 5), Relu, Flatten]    // C5: 120 maps of 1 x 1
[Dense(84), Relu]                  // F6
[Dense(10), SoftmaxCrossEntropy]   // Output
public sealed partial class LeNet5;
