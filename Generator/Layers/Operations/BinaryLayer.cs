using System.Collections.Immutable;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The sum, difference or product of two values, element by element; what broadcasts has been expanded before.</summary>
public sealed record BinaryLayer(LayerUse Use) : Layer(Use), IBroadcasting
{
    private string Symbol => Use.Kind switch { "Add" => "+", "Subtract" => "-", _ => "*" };

    public override string Title => Symbol;

    public override Inference Infer(ImmutableArray<Shape> inputs) => BroadcastRule.Of(inputs[0], inputs[1]) is { } shape
        ? Inference.Of(shape)
        : Inference.OperandError(1, $"'{Symbol}'", $"operands of equal extents, or 1, and the left one is {inputs[0]}", inputs[1].ToString(), "bring both to one shape, by a layer such as [Dense] or [Reshape]");

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.AsItComes;

    /// <summary>Rides on the operand that is computed last.</summary>
    public override void Forward(ForwardBuilder build)
    {
        int latest = build.LatestInput();
        string step = Use.Kind == "Subtract" && latest == 1 ? "SubtractFrom" : Use.Kind;
        build.Emit(Operation.Map(
            $"{build.Name} forward", build.Inputs[latest], build.NewOutput(), new EpilogueStep(step, Operand.Own(build.Inputs[1 - latest]))));
    }

    public override void Backward(BackwardBuilder build)
    {
        for (int i = 0; i < 2; i++)
        {
            if (!build.NeedsGradient(i))
                continue;
            if (Use.Kind == "Multiply")
                Emit(build, i, new EpilogueStep("Multiply", Operand.Own(build.Inputs[1 - i])));
            else if (Use.Kind == "Subtract" && i == 1)
                Emit(build, i, new EpilogueStep("Affine", Operand.Text("-1f"), Operand.Text("0f")));
            else
                build.PassThrough(i);
        }
    }

    private static void Emit(BackwardBuilder build, int input, EpilogueStep step) => build.Emit(Operation.Map(
        $"{build.Name} backward, {(input == 0 ? "left" : "right")}", build.OutputGradient, build.NewInputGradient(input), step));
}
