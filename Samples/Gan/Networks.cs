using GraphGen;

namespace Gan;

/// <summary>Makes a point out of noise.</summary>
[Network]
[Input(Noise)]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(2)]
public sealed partial class Generator
{
    public const int Noise = 4;
}

/// <summary>Tells true points (1) from made ones (0). Its input has a gradient: where a point would have to move to look truer.</summary>
[Network]
[Input(2, Gradient = true)]
[Dense(64), LeakyRelu(0.2f)]
[Dense(64), LeakyRelu(0.2f)]
[Dense(1), BinaryCrossEntropy]
public sealed partial class Discriminator;
