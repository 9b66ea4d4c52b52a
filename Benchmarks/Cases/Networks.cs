using GraphGen;

namespace Benchmarks.Cases;

/// <summary>The well-known perceptron for MNIST, without dropout: the peers should have the same work.</summary>
[Network]
[Input(784)]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DigitsNet;

/// <summary>Three layers that are mostly matrix products.</summary>
[Network]
[Input(1024)]
[Dense(1024), Relu]
[Dense(1024), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class WideNet;

/// <summary>A network of the size that runs inside an audio effect.</summary>
[Network]
[Input(16)]
[Dense(32), Relu]
[Dense(4)]
internal sealed partial class TinyNet;
