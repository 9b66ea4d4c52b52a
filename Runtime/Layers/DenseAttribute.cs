namespace GraphGen;

/// <summary>A fully connected layer over the last axis: y = x·Wᵀ + b, [..., inputs] → [..., units]. PyTorch's <c>Linear</c>.</summary>
/// <remarks>Parameters: <c>weight</c> [units, inputs] and <c>bias</c> [units]. The weight is drawn by He's rule (uniform) before a ReLU-like activation, by Glorot's elsewhere; the bias begins at 0.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="units">The number of outputs, at least 1.</param>
    public DenseAttribute(int units) => Units = units;

    /// <summary>The number of outputs.</summary>
    public int Units { get; }

    /// <summary>Whether a bias is added. The default is true; directly before <see cref="BatchNormAttribute"/>, which would take it off again, it is false.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weight is drawn; by default as the next layer wants it.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>A factor on the weight's initial values, above 0. The default is 1.</summary>
    public float InitializerScale { get; set; } = 1f;

    /// <summary>Whether training leaves the parameters as they are. The default is false.</summary>
    public bool Frozen { get; set; }
}
