namespace GraphGen;

/// <summary>An input of a network: the first attribute of a chain, or on a parameter of <c>Graph</c>.</summary>
/// <remarks>Shapes exclude the batch. A vector is [features], a sequence [time, features], a picture [channels, height, width].</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Declares the input's shape.</summary>
    /// <param name="dimensions">The extents, each at least 1.</param>
    public InputAttribute(params int[] dimensions) => Dimensions = dimensions;

    /// <summary>The extents.</summary>
    public int[] Dimensions { get; }

    /// <summary>The element type: numbers, or indices for a layer such as <see cref="EmbeddingAttribute"/>. The default is <see cref="InputType.Float32"/>.</summary>
    public InputType Type { get; set; }

    /// <summary>Whether a training session also computes the gradient of this input; see <see cref="TrainingSession.ReadInputGradient"/>. The default is false.</summary>
    public bool Gradient { get; set; }
}
