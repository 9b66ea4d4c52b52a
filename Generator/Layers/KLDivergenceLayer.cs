using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>Σ tᵢ (log tᵢ - log softmax(x)ᵢ) over the last axis, the mean over samples and rows; the link is softmax.</summary>
public sealed record KLDivergenceLayer(LayerUse Use) : LossLayer(Use)
{
    public override string? LinkKind => "Softmax";

    protected override Inference InferLoss(Shape input) => input.Last < 2
        ? Inference.Error("GG0105", null, Title, "at least two classes on the last axis", input.ToString(), "give the layer before it one unit for each class")
        : Inference.Of(input);

    protected override void ForwardLink(ForwardBuilder build) =>
        build.Emit(SoftmaxLayer.ForwardOperation($"{build.Name} link", build.Input, build.NewOutput()));

    protected override void ForwardLoss(ForwardBuilder build)
    {
        Shape input = build.Input.Shape;
        var (target, loss, gradient) = build.NewLoss(new TargetDeclaration(IsIndices: false, 0, input, input.Rows, Weight));
        build.Emit(new Operation(
            $"{build.Name}",
            "KLDivergence.Loss",
            Split.BySamples(2 * SoftmaxLayer.FlopsPerElement * input.Elements, 8 * input.Elements),
            [Operand.Rows(build.Input), Operand.Rows(target), Operand.Written(loss), Operand.Written(gradient), build.LossWeight(loss)],
            default));
    }
}
