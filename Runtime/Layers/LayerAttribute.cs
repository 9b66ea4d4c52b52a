namespace GraphGen;

/// <summary>
/// A layer of a stack. Layers stand in the order in which they are written, all on one declaration; each takes what the
/// one before it gives. Shapes exclude the batch.
/// </summary>
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layer's name, which its parameters begin with; by default kind and ordinal, such as <c>dense1</c>.</summary>
    public string? Name { get; set; }
}
