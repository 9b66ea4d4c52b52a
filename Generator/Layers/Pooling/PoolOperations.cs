using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The operations of layers that work on the pixels of a picture, channel by channel; they are shared out by samples.</summary>
internal static class PoolOperations
{
    /// <summary>From the input to the output.</summary>
    public static Operation Forward(string name, string kernel, long flops, Value input, Value output, params Operand[] arguments) => new(
        $"{name} forward",
        $"{kernel}.Forward",
        Split.BySamples(flops, 4 * (input.Shape.Elements + output.Shape.Elements)),
        [Operand.Rows(input), Operand.Written(output), .. arguments],
        []);

    /// <summary>From what is read, the output's gradient among it, to the input's gradient.</summary>
    public static Operation Backward(string name, string kernel, long flops, Operand[] read, Value gradient, params Operand[] arguments) => new(
        $"{name} backward",
        $"{kernel}.Backward",
        Split.BySamples(flops, 4 * (gradient.Shape.Elements + read.Sum(operand => operand.Value!.Shape.Elements))),
        [.. read, Operand.Written(gradient), .. arguments],
        []);

    /// <summary>The window, and for means whether padding counts.</summary>
    public static Operand[] Arguments(Window window, Shape input, bool? countsPadding)
    {
        Operand literal = Operand.Text(window.Literal(input));
        return countsPadding is { } counts ? [literal, Operand.Text($"countsPadding: {(counts ? "true" : "false")}")] : [literal];
    }
}
