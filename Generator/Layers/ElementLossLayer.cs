using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// A loss of each element by itself, the mean over all elements. The catalog says all there is to say of each: the runtime's op,
/// its link, and its parameter.
/// </summary>
/// <param name="Use">The attribute.</param>
/// <param name="Op">The runtime's op struct.</param>
/// <param name="LinkOp">The pointwise op that inference applies, or null.</param>
/// <param name="Parameter">The name of its one number, or null.</param>
public sealed record ElementLossLayer(LayerUse Use, string Op, string? LinkOp = null, string? Parameter = null) : LossLayer(Use)
{
    /// <summary>Operations of one element, roughly.</summary>
    private const int FlopsPerElement = 8;

    public override string? LinkKind => LinkOp;

    private float Number => Parameter is null ? 0f : Use.Number(Parameter, 1f);

    protected override Inference InferLoss(Shape input) => Parameter is not null && !(Number is > 0f and <= float.MaxValue)
        ? Inference.Error("GG0101", Parameter, Title, Parameter, Text(Number), "a finite number above 0")
        : Inference.Of(input);

    protected override void ForwardLink(ForwardBuilder build) => build.Emit(Operation.Map(
        $"{build.Name} link", build.Input, build.NewOutput(), new EpilogueStep("Map", Operand.Text($"default({LinkOp})"))));

    protected override void ForwardLoss(ForwardBuilder build)
    {
        Shape input = build.Input.Shape;
        var (target, loss, gradient) = build.NewLoss(new TargetDeclaration(IsIndices: false, 0, input, input.Elements, Weight));
        build.Emit(new Operation(
            $"{build.Name}",
            "ElementLoss.Loss",
            Split.BySamples(FlopsPerElement * input.Elements, 8 * input.Elements),
            [
                Operand.Rows(build.Input),
                Operand.Rows(target),
                Operand.Written(loss),
                Operand.Written(gradient),
                Operand.Text(Parameter is null ? $"default({Op})" : $"new {Op}({Text(Number)}f)"),
                build.LossWeight(loss),
            ],
            default));
    }
}
