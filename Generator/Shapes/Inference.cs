using System.Collections.Immutable;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Shapes;

/// <summary>What a layer says of its operands' shapes: its output shape, or what is wrong. Warnings come beside a shape.</summary>
public sealed record Inference(Shape? Output, EquatableArray<LayerProblem> Problems)
{
    public static Inference Of(Shape output) => new(output, EquatableArray<LayerProblem>.Empty);

    public static Inference Of(Shape output, params LayerProblem[] warnings) => new(output, new(warnings));

    public static Inference Error(string id, string? argument, params string[] values) =>
        new(null, new(new[] { new LayerProblem(id, argument, new(values)) }));

    /// <summary>An operand that does not fit.</summary>
    public static Inference OperandError(int operand, params string[] values) =>
        new(null, new(new[] { new LayerProblem("GG0205", null, new(values), operand) }));
}

/// <summary>
/// A mistake as the layer itself sees it: the id, the argument at fault (null: the whole attribute), the message's values, and
/// the operand at fault (-1: none).
/// </summary>
public sealed record LayerProblem(string Id, string? Argument, EquatableArray<string> Values, int Operand = -1);

/// <summary>What shape inference needs of a layer.</summary>
public interface IShaped
{
    /// <summary>A pure function: the analyzer and the generator both call it.</summary>
    Inference Infer(ImmutableArray<Shape> inputs);
}
