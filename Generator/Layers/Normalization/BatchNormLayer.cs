using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// (x - mean) / √(variance + epsilon)·weight + bias for each channel: over the samples of a step in training, by running statistics
/// in inference and where it is frozen.
/// </summary>
public sealed record BatchNormLayer(LayerUse Use) : NormalizationLayer(Use), INormalization
{
    /// <summary>Operations of an element: a sum, and a square around the mean.</summary>
    private const int FlopsOfMoments = 3;

    private float Momentum => Use.Number("Momentum", 0.1f);

    public bool CentersChannels => true;

    public override IEnumerable<ParameterDeclaration> Parameters(Shape input, LayerContext context) => base.Parameters(input, context).Concat(
    [
        new("running_mean", new Shape(Channels(input)), "Zeros", 1f, Trainable: false) { IsBuffer = true },
        new("running_var", new Shape(Channels(input)), "Ones", 1f, Trainable: false) { IsBuffer = true },
    ]);

    public override void Forward(ForwardBuilder build)
    {
        int channels = Channels(build.Input.Shape);
        Value scale = build.NewVector("scale", channels), shift = build.NewVector("shift", channels);
        if (!build.IsTraining || IsFrozen || build.IsFrozen)
            EmitRunning(build, channels, scale, shift);
        else
            EmitStatistics(build, channels, scale, shift);
        build.Emit(Operation.Map($"{build.Name} forward", build.Input, build.NewOutput(), new EpilogueStep("ScaleColumns", Operand.Columns(scale), Operand.Columns(shift))));
    }

    public override void Backward(BackwardBuilder build)
    {
        if (IsFrozen || build.IsFrozen)
        {
            if (build.NeedsInputGradient)
                build.Emit(Operation.Map($"{build.Name} backward", build.OutputGradient, build.NewInputGradient(), new EpilogueStep("MultiplyColumns", Operand.Columns(build.Saved("scale")))));
            return;
        }

        int channels = Channels(build.Input.Shape);
        Value own = build.NewVector("own", channels), theirs = build.NewVector("theirs", channels), constant = build.NewVector("constant", channels);
        EmitGradients(build, channels, own, theirs, constant);
        if (build.NeedsInputGradient)
        {
            build.Emit(Operation.Map(
                $"{build.Name} backward, data",
                build.OutputGradient,
                build.NewInputGradient(),
                new EpilogueStep("BlendColumns", Operand.Own(build.Input), Operand.Columns(own), Operand.Columns(theirs), Operand.Columns(constant))));
        }
    }

    protected override Inference? Fault(Shape input) => Momentum is >= 0f and <= 1f
        ? null
        : Inference.Error("GG0101", "Momentum", Title, "Momentum", Text(Momentum), "from 0 to 1");

    /// <summary>Runs before all else, so that the layer can ride on the one before it.</summary>
    private void EmitRunning(ForwardBuilder build, int channels, Value scale, Value shift) => build.EmitFirst(new Operation(
        $"{build.Name} scale",
        "BatchNorm.Running",
        ByChannels(channels, 8 * channels, 0),
        [
            ColumnsOrNone(build.Parameter("weight")),
            ColumnsOrNone(build.Parameter("bias")),
            Operand.Columns(build.Parameter("running_mean")!),
            Operand.Columns(build.Parameter("running_var")!),
            Operand.Written(scale),
            Operand.Written(shift),
            Operand.Text(EpsilonText),
        ],
        default));

    private void EmitStatistics(ForwardBuilder build, int channels, Value scale, Value shift)
    {
        Value moments = build.Input;
        int rows = Rows(build.Input.Shape);
        if (rows == 1)
        {
            build.NeedSamples();
        }
        else
        {
            moments = build.NewSaved("moments", new Shape(2, channels));
            build.Emit(new Operation(
                $"{build.Name} moments",
                "BatchNorm.Moments",
                Split.ByPanels(channels, FlopsOfMoments * build.Input.Shape.Elements, 0, 4 * build.Input.Shape.Elements),
                [Operand.Own(build.Input), Operand.Written(moments)],
                default));
        }

        build.Emit(new Operation(
            $"{build.Name} statistics",
            "BatchNorm.Statistics",
            ByChannels(channels, 8 * channels, 8 * channels),
            [
                Operand.Columns(moments),
                Operand.Text(Text(rows)),
                ColumnsOrNone(build.Parameter("weight")),
                ColumnsOrNone(build.Parameter("bias")),
                Operand.Written(build.Parameter("running_mean")!),
                Operand.Written(build.Parameter("running_var")!),
                Operand.Written(build.NewVector("mean", channels)),
                Operand.Written(build.NewVector("inverse", channels)),
                Operand.Written(scale),
                Operand.Written(shift),
                Operand.Text($"momentum: {Text(Momentum)}f"),
                Operand.Text(EpsilonText),
            ],
            default));
    }

    private static void EmitGradients(BackwardBuilder build, int channels, Value own, Value theirs, Value constant)
    {
        int rows = Rows(build.Input.Shape);
        Value sums = build.OutputGradient;
        if (rows > 1)
        {
            sums = build.NewScratch($"{build.Input.Name}Sums", new Shape(2, channels));
            build.Emit(new Operation(
                $"{build.Name} backward, sums",
                "BatchNorm.Sums",
                Split.ByPanels(channels, FlopsOfMoments * build.Input.Shape.Elements, 0, 8 * build.Input.Shape.Elements),
                [Operand.Own(build.OutputGradient), Operand.Own(build.Input), Operand.Columns(build.Saved("mean")), Operand.Written(sums)],
                default));
        }

        build.EmitAndUpdate(
            new Operation(
                $"{build.Name} backward, parameters",
                "BatchNorm.Gradients",
                ByChannels(channels, 8 * channels, 8 * channels),
                [
                    Operand.Columns(sums),
                    rows > 1 ? Operand.Text("default") : Operand.Columns(build.Input),
                    Operand.Text(Text(rows)),
                    ColumnsOrNone(build.Parameter("weight")),
                    Operand.Columns(build.Saved("mean")),
                    Operand.Columns(build.Saved("inverse")),
                    Operand.Written(own),
                    Operand.Written(theirs),
                    Operand.Written(constant),
                    WrittenOrNone(build.ParameterGradient("weight")),
                    WrittenOrNone(build.ParameterGradient("bias")),
                ],
                default),
            build.ParameterGradient("weight") is null ? null : build.Parameter("weight"),
            build.ParameterGradient("bias") is null ? null : build.Parameter("bias"));
    }
}
