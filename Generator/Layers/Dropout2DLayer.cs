using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>In training each channel of a picture is zeroed with the given probability and the others are scaled up; in inference nothing.</summary>
public sealed record Dropout2DLayer(LayerUse Use) : UnaryLayer(Use)
{
    private float Probability => Use.Number("probability", 0.5f);

    public override string Title => $"Dropout2D({Text(Probability)})";

    public override Inference Infer(Shape input)
    {
        if (Probability is not (>= 0f and < 1f))
            return Inference.Error("GG0101", "probability", Title, "probability", Text(Probability), "at least 0 and below 1");
        return input.Rank == 3
            ? Inference.Of(input)
            : Inference.Error("GG0102", null, Title, "a picture [channels, height, width]", input.ToString(), "write [Dropout] to zero single elements");
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.ChannelsLast;

    public override void Forward(ForwardBuilder build)
    {
        if (!build.IsTraining || Probability == 0f)
        {
            build.PassThrough();
            return;
        }

        Value mask = build.NewMask();
        // It hangs on no input, and drawn first it lets the layer ride on the one before it.
        build.EmitFirst(new Operation(
            $"{build.Name} mask",
            "Dropout.ChannelMask",
            Split.BySamples(mask.Shape.Elements / 8, 0),
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

    private EpilogueStep Keep(Value mask) => new("Keep", Operand.Own(mask), Operand.Text(Text(1f / (1f - Probability)) + "f"));
}
