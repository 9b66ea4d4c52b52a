using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>(x - mean) / √(variance + epsilon)·weight + bias over the features of each row: a step of time, or a pixel.</summary>
public sealed record LayerNormLayer(LayerUse Use) : NormalizationLayer(Use), INormalization
{
    /// <summary>Operations of an element, forward: a sum, a square around the mean, and the mapping.</summary>
    private const int FlopsPerElement = 7;

    public bool CentersChannels => false;

    public override void Forward(ForwardBuilder build)
    {
        Value? moments = build.IsTraining ? build.NewSaved("moments", new Shape(2, Rows(build.Input.Shape))) : null;
        build.Emit(new Operation(
            $"{build.Name} forward",
            "LayerNorm.Forward",
            Split.BySamples(FlopsPerElement * build.Input.Shape.Elements, 4 * build.Input.Shape.Elements),
            [
                Operand.Rows(build.Input),
                AllOrNone(build.Parameter("weight")),
                AllOrNone(build.Parameter("bias")),
                Operand.Written(build.NewOutput()),
                WrittenOrNone(moments),
                Operand.Text(EpsilonText),
            ],
            []));
    }

    public override void Backward(BackwardBuilder build)
    {
        bool trains = build.ParameterGradient("weight") is not null;
        Value? gradient = build.NeedsInputGradient ? build.NewInputGradient() : null;
        Value? sums = trains ? build.NewScratch($"{build.Input.Name}Sums", new Shape(2, Channels(build.Input.Shape))) : null;
        build.Emit(new Operation(
            $"{build.Name} backward",
            "LayerNorm.Backward",
            Split.BySamples(2 * FlopsPerElement * build.Input.Shape.Elements, 8 * build.Input.Shape.Elements),
            [
                Operand.Rows(build.OutputGradient),
                Operand.Rows(build.Input),
                AllOrNone(build.Parameter("weight")),
                Operand.Rows(build.Saved("moments")),
                WrittenOrNone(gradient),
                WrittenOrNone(sums),
            ],
            default));
        if (sums is not null)
            EmitParameterGradients(build, sums);
    }

    protected override Inference? Fault(Shape input) => Channels(input) > 1
        ? null
        : Inference.Error("GG0116", null, Title, $"the {(input.Rank == 3 ? "channels" : "features")} of {input}");
}
