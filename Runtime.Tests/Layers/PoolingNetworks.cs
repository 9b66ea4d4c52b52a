using GraphGen;

namespace GraphGen.Tests.Layers;

// One small network for each layer that pools, pads or enlarges: a convolution before it, so that its data gradient is checked.
#pragma warning disable GG0112 // Border pixels that no window reads: wanted here.

[Network, Input(2, 6, 7), Conv2D(5, 3, Padding = 1), Tanh, MaxPool2D(2), Flatten, Dense(5), MeanSquaredError] internal sealed partial class MaxPoolNet;
[Network, Input(2, 6, 7), Conv2D(18, 3, Padding = 1), Relu, MaxPool2D(2), Flatten, Dense(5), MeanSquaredError] internal sealed partial class ReluPoolNet;
[Network, Input(2, 6, 7), Conv2D(18, 3, Padding = 1), MaxPool2D(2), Tanh, Flatten, Dense(5), MeanSquaredError] internal sealed partial class PoolTanhNet;
[Network, Input(2, 6, 7), Conv2D(5, 3, Padding = 1), Tanh, MaxPool2D(3, 2, Stride = 2, Padding = 1, CeilMode = true), Flatten, Dense(5), MeanSquaredError]
internal sealed partial class WideMaxPoolNet;
[Network, Input(2, 6, 7), Conv2D(5, 3, Padding = 1), Tanh, MaxPool2D(2, Stride = 1, Dilation = 3), Flatten, Dense(5), MeanSquaredError]
internal sealed partial class DilatedPoolNet;
[Network, Input(2, 6, 7), Conv2D(5, 3, Padding = 1), Tanh, AvgPool2D(2), Flatten, Dense(5), MeanSquaredError] internal sealed partial class AvgPoolNet;
[Network, Input(2, 6, 7), Conv2D(5, 3, Padding = 1), Tanh, AvgPool2D(3, Stride = 2, Padding = 1, CountIncludePad = false), Flatten, Dense(5), MeanSquaredError]
internal sealed partial class WideAvgPoolNet;
[Network, Input(9, 4), Conv1D(17, 3), Tanh, MaxPool1D(2), Flatten, Dense(5), MeanSquaredError] internal sealed partial class MaxPool1DNet;
[Network, Input(9, 4), Dense(6), Tanh, AvgPool1D(3, Stride = 2, Padding = 1, CeilMode = true), Flatten, Dense(5), MeanSquaredError]
internal sealed partial class AvgPool1DNet;
[Network, Input(2, 6, 7), Conv2D(18, 3), Tanh, GlobalAvgPool, Dense(5), MeanSquaredError] internal sealed partial class GlobalAvgPoolNet;
[Network, Input(2, 6, 7), Conv2D(18, 3), Tanh, GlobalMaxPool, Dense(5), MeanSquaredError] internal sealed partial class GlobalMaxPoolNet;
[Network, Input(9, 4), Dense(18), Tanh, GlobalMaxPool, Dense(5), MeanSquaredError] internal sealed partial class GlobalMaxPoolOverTimeNet;
[Network, Input(2, 6, 7), Conv2D(5, 3), Tanh, ZeroPad2D(1, 0, 2, 3), Conv2D(3, 3), Flatten, Dense(5), MeanSquaredError] internal sealed partial class ZeroPadNet;
[Network, Input(2, 6, 7), Conv2D(5, 3), Tanh, UpSample2D(2), Conv2D(3, 3), Flatten, Dense(5), MeanSquaredError] internal sealed partial class UpSampleNet;
[Network, Input(2, 6, 7), Conv2D(5, 3), Tanh, UpSample2D(3, Interpolation = Interpolation.Bilinear), Conv2D(3, 3), Flatten, Dense(5), MeanSquaredError]
internal sealed partial class BilinearNet;
