namespace GraphGen;

/// <summary>
/// Group normalisation: y = (x - mean) / √(variance + epsilon)·weight + bias, with a mean and a variance for each group of neighbouring
/// channels of each sample, over all its pixels or steps of time; the shape stays. The features of sequences [time, features] and of vectors
/// [features] are channels here. PyTorch's <c>GroupNorm</c>; Wu, He: Group normalization, 2018.
/// </summary>
/// <remarks>Parameters: <c>weight</c> and <c>bias</c> [channels], which begin at 1 and 0. Training and inference do the same.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class GroupNormAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="groups">The number of groups, which divides the channels; as many as channels is instance normalisation.</param>
    public GroupNormAttribute(int groups) => Groups = groups;

    /// <summary>The number of groups.</summary>
    public int Groups { get; }

    /// <summary>What is added to the variance, above 0. The default is 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there is a weight and a bias for each channel. The default is true.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether training leaves the parameters as they are. The default is false.</summary>
    public bool Frozen { get; set; }
}
