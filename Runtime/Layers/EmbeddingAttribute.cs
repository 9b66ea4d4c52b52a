namespace GraphGen;

/// <summary>Looks up a trained vector for each index: [...] of indices → [..., features]. PyTorch's <c>Embedding</c>.</summary>
/// <remarks>
/// Its input is an <see cref="InputAttribute"/> of type <see cref="InputType.Int32"/>; indices outside 0 … count - 1 are refused
/// before a step begins. Parameter: <c>weight</c> [count, features], drawn from the standard normal distribution.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class EmbeddingAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="count">The number of vectors, at least 1: the size of the vocabulary.</param>
    /// <param name="features">The length of a vector, at least 1.</param>
    public EmbeddingAttribute(int count, int features)
    {
        Count = count;
        Features = features;
    }

    /// <summary>The number of vectors.</summary>
    public int Count { get; }

    /// <summary>The length of a vector.</summary>
    public int Features { get; }

    /// <summary>How the vectors are drawn; by default from the standard normal distribution.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>A factor on the initial values, above 0. The default is 1.</summary>
    public float InitializerScale { get; set; } = 1f;

    /// <summary>Whether training leaves the vectors as they are. The default is false.</summary>
    public bool Frozen { get; set; }
}
