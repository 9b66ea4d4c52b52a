using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>(x - t)², the mean over all elements; it has no link.</summary>
public sealed record MeanSquaredErrorLayer(LayerUse Use) : LossLayer(Use)
{
    public override Inference Infer(Shape input) => CheckWeight(Weight) ?? Inference.Of(input);

    public override void Forward(ForwardBuilder build)
    {
        build.PassThrough();
        if (!build.IsTraining)
            return;
        Shape input = build.Input.Shape;
        var (target, loss, gradient) = build.NewLoss(new TargetDeclaration(IsIndices: false, 0, input, input.Elements, Weight));
        build.Emit(new Operation(
            $"{build.Name}",
            "MeanSquaredError.Loss",
            Split.BySamples(4 * input.Elements, 8 * input.Elements),
            [
                Operand.Rows(build.Input),
                Operand.Rows(target),
                Operand.Written(loss),
                Operand.Written(gradient),
                Operand.Text($"weight: {Text(Weight)}f"),
            ],
            default));
    }
}
