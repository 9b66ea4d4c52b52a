using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>Rows of a trained table, by index.</summary>
public sealed record EmbeddingLayer(LayerUse Use) : UnaryLayer(Use)
{
    private int Count => Use.Integer("count", 0);

    private int Features => Use.Integer("features", 0);

    public override string Title => $"Embedding({Text(Count)}, {Text(Features)})";

    public override bool TakesIndices => true;

    public override int IndexLimit => Count;

    public override Inference Infer(Shape input)
    {
        foreach (var (name, value) in new[] { ("count", Count), ("features", Features) })
        {
            if (value < 1)
                return Inference.Error("GG0101", name, Title, name, Text(value), "at least 1");
        }

        if (InitializerRule.Fault(this) is { } wrong)
            return wrong;
        if ((long)Count * Features > int.MaxValue)
            return Inference.Error("GG0103", "count", Title, $"its weight has {Text(Count)} × {Text(Features)} elements");
        Shape output = new(input.Dimensions.Append(Features));
        return output.Elements > int.MaxValue
            ? Inference.Error("GG0103", "features", Title, $"its output {output} has more than {Text(int.MaxValue)} elements")
            : Inference.Of(output);
    }

    public override IEnumerable<ParameterDeclaration> Parameters(Shape input, LayerContext context)
    {
        yield return new("weight", new Shape(Count, Features), InitializerRule.Of(Use, "Normal"), Use.Number("InitializerScale", 1f), !Use.Flag("Frozen", false))
        {
            Form = ParameterForm.Table,
        };
    }

    public override void Forward(ForwardBuilder build) => build.Emit(new Operation(
        $"{build.Name} forward",
        "Embedding.Forward",
        Split.BySamples(build.OutputShape.Elements, 4 * build.OutputShape.Elements),
        [Operand.Rows(build.Input), Operand.All(build.Parameter("weight")!), Operand.Written(build.NewOutput())],
        default));

    public override void Backward(BackwardBuilder build)
    {
        if (build.ParameterGradient("weight") is not { } gradient)
            return;
        build.EmitAndUpdate(
            new Operation(
                $"{build.Name} backward, parameters",
                "Embedding.BackwardParameters",
                new Split($"table of {gradient.Name}", Count, "", 1, build.OutputGradient.Shape.Elements, 4 * gradient.Shape.Elements, 4 * build.OutputGradient.Shape.Elements),
                [Operand.All(build.Input), Operand.All(build.OutputGradient), Operand.Written(gradient)],
                default),
            build.Parameter("weight"));
    }
}
