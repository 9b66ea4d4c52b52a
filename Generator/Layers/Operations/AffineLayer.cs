using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>scale · x + shift with constant numbers.</summary>
public sealed record AffineLayer(LayerUse Use) : UnaryLayer(Use)
{
    private float Scale => Use.Number("scale", 1f);

    private float Shift => Use.Number("shift", 0f);

    public override string Title => $"{Text(Scale)}·x{(Shift < 0 ? "" : "+")}{Text(Shift)}";

    public override Inference Infer(Shape input) => IsFinite(Scale) && IsFinite(Shift)
        ? Inference.Of(input)
        : Inference.Error("GG0101", null, Title, "number", IsFinite(Scale) ? Text(Shift) : Text(Scale), "finite");

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.AsItComes;

    public override void Forward(ForwardBuilder build) =>
        build.Emit(Operation.Map($"{build.Name} forward", build.Input, build.NewOutput(), Step(Shift)));

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        if (Scale == 1f)
            build.PassThrough();
        else
            build.Emit(Operation.Map($"{build.Name} backward", build.OutputGradient, build.NewInputGradient(), Step(0f)));
    }

    private static bool IsFinite(float number) => number is >= float.MinValue and <= float.MaxValue;

    private EpilogueStep Step(float shift) => new("Affine", Operand.Text($"{Text(Scale)}f"), Operand.Text($"{Text(shift)}f"));
}
