using System.Collections.Generic;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>What normalisations have in common: an epsilon, and a weight and a bias for each channel.</summary>
public abstract record NormalizationLayer(LayerUse Use) : UnaryLayer(Use)
{
    protected float Epsilon => Use.Number("Epsilon", 1e-5f);

    protected string EpsilonText => $"epsilon: {Text(Epsilon)}f";

    protected bool IsAffine => Use.Flag("Affine", true);

    protected bool IsFrozen => Use.Flag("Frozen", false);

    public sealed override Inference Infer(Shape input) => Epsilon is > 0f and <= float.MaxValue
        ? Fault(input) ?? Inference.Of(input)
        : Inference.Error("GG0101", "Epsilon", Title, "Epsilon", Text(Epsilon), "a finite number above 0");

    public sealed override MemoryOrder Order(MemoryOrderChoice choice) => choice.ChannelsLast;

    public override IEnumerable<ParameterDeclaration> Parameters(Shape input, LayerContext context)
    {
        if (!IsAffine)
            yield break;
        yield return new("weight", new Shape(Channels(input)), "Ones", 1f, !IsFrozen);
        yield return new("bias", new Shape(Channels(input)), "Zeros", 1f, !IsFrozen);
    }

    /// <summary>What is wrong with the layer for that input, or null.</summary>
    protected abstract Inference? Fault(Shape input);

    /// <summary>The channels of a picture, the features of anything else: the columns of kernels.</summary>
    protected static int Channels(Shape input) => input.Rank == 3 ? input.Dimensions[0] : input.Last;

    /// <summary>What each channel has: pixels, or steps of time.</summary>
    protected static int Rows(Shape input) => (int)(input.Elements / Channels(input));

    protected static Operand ColumnsOrNone(Value? vector) => vector is null ? Operand.Text("default") : Operand.Columns(vector);

    protected static Operand AllOrNone(Value? vector) => vector is null ? Operand.Text("default") : Operand.All(vector);

    protected static Operand WrittenOrNone(Value? value) => value is null ? Operand.Text("default") : Operand.Written(value);

    /// <summary>Shared out in panels of 32 channels; what is done for all samples at once.</summary>
    protected static Split ByChannels(int channels, long flops, long bytes) =>
        new("channels", 1, Split.Panels(channels), (channels + 31) / 32, flops, 0, bytes);

    /// <summary>The gradients of weight and bias from each sample's own sums.</summary>
    protected static void EmitParameterGradients(BackwardBuilder build, Value sums)
    {
        int channels = sums.Shape.Last;
        build.EmitAndUpdate(
            new Operation(
                $"{build.Name} backward, parameters",
                "NormGradients.Add",
                ByChannels(channels, 2 * channels, 8 * channels),
                [Operand.Columns(sums), Operand.Written(build.ParameterGradient("weight")!), Operand.Written(build.ParameterGradient("bias")!)],
                default),
            build.Parameter("weight"),
            build.Parameter("bias"));
    }
}
