using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>-Σ tᵢ log softmax(x)ᵢ over the last axis, the mean over samples and rows; the link is softmax.</summary>
public sealed record SoftmaxCrossEntropyLayer(LayerUse Use) : LossLayer(Use)
{
    public override string? LinkKind => "Softmax";

    public override bool HasIndexTargets => !Use.Flag("Probabilities", false);

    private float LabelSmoothing => Use.Number("LabelSmoothing", 0f);

    protected override Inference InferLoss(Shape input)
    {
        if (!(LabelSmoothing is >= 0f and < 1f))
            return Inference.Error("GG0101", "LabelSmoothing", Title, "LabelSmoothing", Text(LabelSmoothing), "at least 0 and below 1");
        return input.Last < 2
            ? Inference.Error("GG0105", null, Title, "at least two classes on the last axis", input.ToString(), "give the layer before it one unit for each class, or use [MeanSquaredError] for a single number")
            : Inference.Of(input);
    }

    protected override void ForwardLink(ForwardBuilder build) =>
        build.Emit(SoftmaxLayer.ForwardOperation($"{build.Name} link", build.Input, build.NewOutput()));

    protected override void ForwardLoss(ForwardBuilder build)
    {
        Shape input = build.Input.Shape;
        TargetDeclaration target = HasIndexTargets
            ? new(IsIndices: true, input.Last, new Shape(input.Dimensions.Take(input.Rank - 1)), input.Rows, Weight)
            : new(IsIndices: false, 0, input, input.Rows, Weight);
        var (targetValue, loss, gradient) = build.NewLoss(target);
        build.Emit(new Operation(
            $"{build.Name}",
            "SoftmaxCrossEntropy.Loss",
            Split.BySamples((SoftmaxLayer.FlopsPerElement + 2) * input.Elements, 4 * input.Elements),
            [
                Operand.Rows(build.Input),
                Operand.Rows(targetValue),
                Operand.Written(loss),
                Operand.Written(gradient),
                Operand.Text($"labelSmoothing: {Text(LabelSmoothing)}f"),
                build.LossWeight(loss),
            ],
            default));
    }
}
