using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>In training each element is zeroed with the given probability and the others are scaled up; in inference nothing.</summary>
public sealed record DropoutLayer(LayerUse Use) : UnaryLayer(Use)
{
    /// <summary>Operations of the random number generator for an element, roughly.</summary>
    private const int FlopsPerElement = 4;

    private float Probability => Use.Number("probability", 0.5f);

    public override string Title => $"Dropout({Text(Probability)})";

    private string ScaleText => Text(1f / (1f - Probability)) + "f";

    public override Inference Infer(Shape input) => Probability is >= 0f and < 1f
        ? Inference.Of(input)
        : Inference.Error("GG0101", "probability", Title, "probability", Text(Probability), "at least 0 and below 1");

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.AsItComes;

    public override void Forward(ForwardBuilder build)
    {
        if (!build.IsTraining || Probability == 0f)
        {
            build.PassThrough();
            return;
        }

        Value mask = build.NewMask();
        build.Emit(new Operation(
            $"{build.Name} mask",
            "Dropout.Mask",
            Split.BySamples(FlopsPerElement * mask.Shape.Elements, 0),
            [Operand.Written(mask), Operand.Text($"probability: {Text(Probability)}f"), Operand.Text($"path: 0x{PathHash.Of(build.Name):x16}ul")],
            default));
        build.Emit(Operation.Map($"{build.Name} forward", build.Input, build.NewOutput(), Keep(mask)));
    }

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        if (Probability == 0f)
            build.PassThrough();
        else
            build.Emit(Operation.Map($"{build.Name} backward", build.OutputGradient, build.NewInputGradient(), Keep(build.Saved("mask"))));
    }

    private EpilogueStep Keep(Value mask) => new("Keep", Operand.Own(mask), Operand.Text(ScaleText));
}
