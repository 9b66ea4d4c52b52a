using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>exp(xᵢ) / Σ exp(xⱼ) over the last axis.</summary>
public sealed record SoftmaxLayer(LayerUse Use) : UnaryLayer(Use)
{
    /// <summary>Operations of one element: the maximum, the exponential, the sum and the quotient.</summary>
    internal const int FlopsPerElement = 12;

    public override Inference Infer(Shape input) => Inference.Of(input);

    public override void Forward(ForwardBuilder build) =>
        build.Emit(ForwardOperation($"{build.Name} forward", build.Input, build.NewOutput()));

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        Value gradient = build.NewInputGradient();
        build.Emit(new Operation(
            $"{build.Name} backward",
            "Softmax.Backward",
            Split.BySamples(4 * gradient.Shape.Elements, 8 * gradient.Shape.Elements),
            [Operand.Rows(build.Output), Operand.Rows(build.OutputGradient), Operand.Written(gradient)],
            default));
    }

    internal static Operation ForwardOperation(string title, Value input, Value output) => new(
        title,
        "Softmax.Forward",
        Split.BySamples(FlopsPerElement * output.Shape.Elements, 4 * output.Shape.Elements),
        [Operand.Rows(input), Operand.Written(output)],
        default);
}
