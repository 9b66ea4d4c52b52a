namespace GraphGen;

/// <summary>The same elements in row-major order under another shape.</summary>
/// <remarks>It has no parameters.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ReshapeAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="dimensions">The extents, each at least 1; one of them may be -1 and is then computed.</param>
    public ReshapeAttribute(params int[] dimensions) => Dimensions = dimensions;

    /// <summary>The extents.</summary>
    public int[] Dimensions { get; }
}
