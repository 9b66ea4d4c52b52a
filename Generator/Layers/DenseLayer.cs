using System.Collections.Generic;
using System.Globalization;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>y = x·Wᵀ + b over the last axis.</summary>
public sealed record DenseLayer(LayerUse Use) : UnaryLayer(Use)
{
    private int Units => Use.Integer("units", 0);

    private bool IsFrozen => Use.Flag("Frozen", false);

    public override string Title => $"Dense({Units.ToString(CultureInfo.InvariantCulture)})";

    public override Inference Infer(Shape input)
    {
        if (Units < 1)
            return Inference.Error("GG0101", "units", Title, "units", Text(Units), "at least 1");
        if (InitializerRule.Fault(this) is { } wrong)
            return wrong;
        if ((long)Units * input.Last > int.MaxValue)
            return Inference.Error("GG0103", "units", Title, $"its weight has {Text(Units)} × {Text(input.Last)} elements");
        Shape output = input.WithLast(Units);
        if (output.Elements > int.MaxValue)
            return Inference.Error("GG0103", "units", Title, $"its output {output} has more than {Text(int.MaxValue)} elements");
        return input.Rank == 3
            ? Inference.Of(output, new LayerProblem("GG0109", null, new(new[] { Title, input.ToString(), output.ToString() })))
            : Inference.Of(output);
    }

    /// <summary>A flattened picture may lie channels last: the rows of the weight follow it.</summary>
    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.Inputs[0].Rank == 1 ? new(choice.Pictures, null) : choice.RowMajor;

    public override IEnumerable<ParameterDeclaration> Parameters(Shape input, LayerContext context)
    {
        string initializer = InitializerRule.Of(Use, context.FeedsRectifier ? "HeUniform" : "GlorotUniform");
        yield return new("weight", new Shape(Units, input.Last), initializer, Use.Number("InitializerScale", 1f), !IsFrozen)
        {
            Channels = context.Picture?.Dimensions[0] ?? 0,
        };
        if (BiasRule.Has(Use, context))
            yield return new("bias", new Shape(Units), "Zeros", 1f, !IsFrozen);
    }

    public override void Forward(ForwardBuilder build)
    {
        Value weight = build.Parameter("weight")!;
        build.Emit(new Operation(
            $"{build.Name} forward",
            "Dense.Forward",
            Split.ByPanels(Units, Flops(build.Input), 4 * weight.Shape.Elements, 4 * build.Input.Shape.Elements),
            [Operand.Rows(build.Input), Operand.Columns(weight), Operand.Written(build.NewOutput())],
            build.Parameter("bias") is { } bias ? [new EpilogueStep("Bias", Operand.Columns(bias))] : []));
    }

    public override void Backward(BackwardBuilder build)
    {
        Value weight = build.Parameter("weight")!;
        Value dy = build.OutputGradient;
        if (build.NeedsInputGradient)
        {
            build.Emit(new Operation(
                $"{build.Name} backward, data",
                "Dense.BackwardData",
                Split.ByPanels(build.Input.Shape.Last, Flops(build.Input), 4 * weight.Shape.Elements, 4 * dy.Shape.Elements),
                [Operand.Rows(dy), Operand.All(weight), Operand.Written(build.NewInputGradient())],
                []));
        }

        if (build.ParameterGradient("weight") is not { } weightGradient)
            return;
        List<Operand> operands = [Operand.All(build.Input), Operand.Columns(dy), Operand.Written(weightGradient)];
        if (build.ParameterGradient("bias") is { } biasGradient)
            operands.Add(Operand.Written(biasGradient));
        build.EmitAndUpdate(
            new Operation(
                $"{build.Name} backward, parameters",
                "Dense.BackwardParameters",
                new Split(
                    $"weight of {weight.Name}",
                    build.Input.Shape.Last,
                    Split.Panels(Units),
                    (Units + 31) / 32,
                    Flops(build.Input),
                    4 * weight.Shape.Elements,
                    4 * (build.Input.Shape.Elements + dy.Shape.Elements)),
                [.. operands],
                default),
            weight,
            build.Parameter("bias"));
    }

    private long Flops(Value input) => 2 * input.Shape.Elements * Units;
}
