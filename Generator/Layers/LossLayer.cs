using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// A loss at the end of a stack. In training its forward slice computes the loss of each row and the gradient of its
/// input at once; in inference it applies its link, if it has one.
/// </summary>
public abstract record LossLayer(LayerUse Use) : UnaryLayer(Use)
{
    /// <summary>What inference applies to the value before the loss: the kind of the layer, such as <c>Softmax</c>; null for nothing.</summary>
    public virtual string? LinkKind => null;

    /// <summary>Whether its targets are class indices.</summary>
    public virtual bool HasIndexTargets => false;

    /// <summary>The weight in the total, as the attribute says it; sessions may change it.</summary>
    protected float Weight => Use.Number("Weight", 1f);

    public sealed override Inference Infer(Shape input) => Weight is > 0f and <= float.MaxValue
        ? InferLoss(input)
        : Inference.Error("GG0101", "Weight", Title, "Weight", Text(Weight), "a finite number above 0");

    public sealed override void Forward(ForwardBuilder build)
    {
        if (build.IsTraining)
        {
            ForwardLoss(build);
            build.PassThrough();
        }
        else if (LinkKind is null)
        {
            build.PassThrough();
        }
        else
        {
            ForwardLink(build);
        }
    }

    /// <summary>The gradient was left behind by the forward slice.</summary>
    public sealed override void Backward(BackwardBuilder build)
    {
    }

    /// <inheritdoc cref="IShaped.Infer"/>
    protected virtual Inference InferLoss(Shape input) => Inference.Of(input);

    /// <summary>Appends the kernel of the loss and its gradient.</summary>
    protected abstract void ForwardLoss(ForwardBuilder build);

    /// <summary>Appends the kernel of the link.</summary>
    protected virtual void ForwardLink(ForwardBuilder build)
    {
    }
}
