namespace GraphGen;

/// <summary>
/// Layer normalisation: y = (x - mean) / √(variance + epsilon)·weight + bias over the features of each vector or step of time, over the
/// channels of each pixel of a picture; the shape stays. PyTorch's <c>LayerNorm(features)</c>; Ba, Kiros, Hinton: Layer
/// normalization, 2016.
/// </summary>
/// <remarks>Parameters: <c>weight</c> and <c>bias</c> [features], which begin at 1 and 0. Training and inference do the same.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, above 0. The default is 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there is a weight and a bias. The default is true.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether training leaves the parameters as they are. The default is false.</summary>
    public bool Frozen { get; set; }
}
