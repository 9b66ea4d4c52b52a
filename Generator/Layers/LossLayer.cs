using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// A loss at the end of a stack. In training its forward slice computes the loss of each row and the gradient of its
/// input at once; in inference it applies its link, if it has one.
/// </summary>
public abstract record LossLayer(LayerUse Use) : Layer(Use)
{
    /// <summary>What inference applies to the value before the loss, for people: <c>softmax</c>; null for nothing.</summary>
    public virtual string? Link => null;

    protected float Weight => Use.Number("Weight", 1f);

    /// <summary>The gradient was left behind by the forward slice.</summary>
    public sealed override void Backward(BackwardBuilder build)
    {
    }

    /// <summary>The mistake in a loss's weight, or null.</summary>
    protected Inference? CheckWeight(float weight) => weight is > 0f and <= float.MaxValue
        ? null
        : Inference.Error("GG0101", "Weight", Title, "Weight", Text(weight), "a finite number above 0");
}
