using GraphGen;

namespace GraphGen.Tests.Layers;

// One small network for each layer: another layer before it, so that its data gradient is checked too, and odd sizes.
[Network, Input(7), Dense(19), Relu, Dense(5), MeanSquaredError] internal sealed partial class ReluNet;
[Network, Input(7), Dense(19), LeakyRelu(0.1f), Dense(5), MeanSquaredError] internal sealed partial class LeakyReluNet;
[Network, Input(7), Dense(19), Elu(0.7f), Dense(5), MeanSquaredError] internal sealed partial class EluNet;
[Network, Input(7), Dense(19), Selu, Dense(5), MeanSquaredError] internal sealed partial class SeluNet;
[Network, Input(7), Dense(19), Gelu, Dense(5), MeanSquaredError] internal sealed partial class GeluNet;
[Network, Input(7), Dense(19), Gelu(Approximate = true), Dense(5), MeanSquaredError] internal sealed partial class GeluTanhNet;
[Network, Input(7), Dense(19), Silu, Dense(5), MeanSquaredError] internal sealed partial class SiluNet;
[Network, Input(7), Dense(19), Mish, Dense(5), MeanSquaredError] internal sealed partial class MishNet;
[Network, Input(7), Dense(19), Sigmoid, Dense(5), MeanSquaredError] internal sealed partial class SigmoidNet;
[Network, Input(7), Dense(19), Tanh, Dense(5), MeanSquaredError] internal sealed partial class TanhNet;
[Network, Input(7), Dense(19), Softplus, Dense(5), MeanSquaredError] internal sealed partial class SoftplusNet;
[Network, Input(7), Dense(19), Softmax, Dense(5), MeanSquaredError] internal sealed partial class SoftmaxNet;
[Network, Input(3, 5), Dense(6), Tanh, Reshape(2, 9), Dense(4), Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class ReshapeNet;
[Network, Input(2, 16), Dense(32), Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class FlattenNet;
[Network, Input(7), Dense(40), Tanh, Dropout(0.4f), Dense(5), MeanSquaredError] internal sealed partial class DropoutNet;
[Network, Input(7), Dense(40), Dropout(0.4f), Tanh, Dropout(0.3f), Gelu, Dense(33, Bias = false), Silu, Dense(5), MeanSquaredError(Weight = 0.5f)] internal sealed partial class LongNet;
[Network, Input(7), Dense(19), Tanh, Dense(5), SoftmaxCrossEntropy(LabelSmoothing = 0.1f)] internal sealed partial class IndexNet;
[Network, Input(3, 7), Dense(19), Tanh, Dense(5), SoftmaxCrossEntropy] internal sealed partial class SequenceNet;
[Network, Input(7), Dense(19), Tanh, Dense(5), SoftmaxCrossEntropy(Probabilities = true, LabelSmoothing = 0.2f)] internal sealed partial class ProbabilityNet;
[Network, Input(7), Dense(19, Frozen = true), Tanh, Dense(9), Tanh, Dense(5, Frozen = true), MeanSquaredError] internal sealed partial class FrozenNet;
[Network, Input(784), Dense(128), Relu, Dropout(0.2f), Dense(10), SoftmaxCrossEntropy] internal sealed partial class DigitsNet;
[Network, Input(33), Dense(150), Gelu, Dense(70), Relu, Dropout(0.25f), Dense(37), Softmax, Dense(18), SoftmaxCrossEntropy] internal sealed partial class WideNet;

[Network, Input(7)]
[Dense(19), Relu, Dense(18), LeakyRelu(0.1f), Dense(17), Elu(0.7f), Dense(16), Selu, Dense(15), Gelu, Dense(14), Gelu(Approximate = true)]
[Dense(13), Silu, Dense(12), Sigmoid, Dense(11), Tanh, Dense(10), Softplus, Softmax, Dense(5), SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]
internal sealed partial class EveryActivationNet;
[Network, Input(7), Dense(33), Tanh, Dense(5), SoftmaxCrossEntropy(Probabilities = true, LabelSmoothing = 0.2f)] internal sealed partial class SoftTargetNet;
