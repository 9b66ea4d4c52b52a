using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>(x - mean) / √(variance + epsilon)·weight + bias over all pixels, or steps of time, of each group of channels of a sample.</summary>
public sealed record GroupNormLayer(LayerUse Use) : NormalizationLayer(Use), INormalization
{
    /// <summary>Operations of an element, forward: a sum, a square around the mean, and the mapping.</summary>
    private const int FlopsPerElement = 5;

    private int Groups => Use.Integer("groups", 0);

    public override string Title => $"GroupNorm({Text(Groups)})";

    public bool CentersChannels => false;

    public override void Forward(ForwardBuilder build)
    {
        Value moments = build.NewSaved("moments", new Shape(4, Channels(build.Input.Shape)));
        build.Emit(new Operation(
            $"{build.Name} forward",
            "GroupNorm.Forward",
            Split.BySamples(FlopsPerElement * build.Input.Shape.Elements, 4 * build.Input.Shape.Elements),
            [
                Operand.Rows(build.Input),
                AllOrNone(build.Parameter("weight")),
                AllOrNone(build.Parameter("bias")),
                Operand.Written(build.NewOutput()),
                Operand.Written(moments),
                Operand.Text($"groups: {Text(Groups)}"),
                Operand.Text(EpsilonText),
            ],
            []));
    }

    public override void Backward(BackwardBuilder build)
    {
        int channels = Channels(build.Input.Shape);
        Value? gradient = build.NeedsInputGradient ? build.NewInputGradient() : null;
        Value sums = build.NewScratch($"{build.Input.Name}Sums", new Shape(2, channels));
        build.Emit(new Operation(
            $"{build.Name} backward",
            "GroupNorm.Backward",
            Split.BySamples(2 * FlopsPerElement * build.Input.Shape.Elements, 8 * build.Input.Shape.Elements),
            [
                Operand.Rows(build.OutputGradient),
                Operand.Rows(build.Input),
                AllOrNone(build.Parameter("weight")),
                Operand.Rows(build.Saved("moments")),
                WrittenOrNone(gradient),
                Operand.Written(sums),
                Operand.Written(build.NewScratch($"{build.Input.Name}Factors", new Shape(3, channels))),
                Operand.Text($"groups: {Text(Groups)}"),
            ],
            default));
        if (build.ParameterGradient("weight") is not null)
            EmitParameterGradients(build, sums);
    }

    protected override Inference? Fault(Shape input)
    {
        int channels = Channels(input);
        if (Groups < 1)
            return Inference.Error("GG0101", "groups", Title, "groups", Text(Groups), "at least 1");
        if (channels % Groups != 0)
            return GroupRule.Fault(this, "groups", Groups, channels, $"{(input.Rank == 3 ? "channels" : "features")} of its input");
        return input.Elements == Groups ? Inference.Error("GG0116", "groups", Title, $"each of the {Text(Groups)} groups of {input}") : null;
    }
}
