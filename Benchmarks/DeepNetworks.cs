using GraphGen;

namespace Benchmarks;

/// <summary>Fifty layers in a row: 25 dense ones, each with its activation.</summary>
[Network]
[Input(64)]
[Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu]
[Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu]
[Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu]
[Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu]
[Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu, Dense(64), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DeepChain;

/// <summary>Fifty layers of many kinds and widths: every activation, and dropout.</summary>
[Network]
[Input(64)]
[Dense(128), Relu, Dense(96), Tanh, Dense(64), Gelu, Dense(48), Silu, Dense(80), LeakyRelu(0.1f)]
[Dense(64), Elu, Dense(112), Selu, Dense(64), Mish, Dense(32), Sigmoid, Dense(64), Softplus]
[Dense(128), Relu, Dropout(0.1f), Dense(96), Tanh, Dense(64), Gelu, Dense(48), Silu, Dense(80)]
[Dense(64), Elu, Dense(112), Selu, Dropout(0.1f), Dense(64), Mish, Dense(32), Relu, Dense(64)]
[Dense(128), Relu, Dense(96), Tanh, Dense(64), Gelu, Dense(48), Silu, Dense(80), LeakyRelu(0.2f)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DeepMixture;

/// <summary>Ten residual units of five layers each, their sums and activations counted.</summary>
[Network]
[Input(64)]
[Block<ResidualUnit>(Repeat = 10)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DeepResidual;

[Block]
internal sealed partial class ResidualUnit
{
    [Dense(64), Relu, Dense(64)] private static partial Node Body(Node x);

    private static Node Graph(Node x) => (Body(x) + x).Relu();
}
