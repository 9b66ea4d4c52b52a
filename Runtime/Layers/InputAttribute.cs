namespace GraphGen;

/// <summary>The input of a network: the first attribute of its stack.</summary>
/// <remarks>Shapes exclude the batch. A vector is [features], a sequence [time, features], a picture [channels, height, width].</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Declares the input's shape.</summary>
    /// <param name="dimensions">The extents, each at least 1.</param>
    public InputAttribute(params int[] dimensions) => Dimensions = dimensions;

    /// <summary>The extents.</summary>
    public int[] Dimensions { get; }
}
