using System.Globalization;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>What the kernels of convolutions are told, and how workers may share them; the same for those that go the other way.</summary>
internal static class ConvolutionSplit
{
    /// <summary>By samples and panels of the result's channels.</summary>
    public static Split OfSamples(int channels, long flops, Value weight, Value read) =>
        Split.ByPanels(channels, flops, 4 * weight.Shape.Elements, 4 * read.Shape.Elements);

    /// <summary>By rows of the weight in memory, and panels of filters.</summary>
    public static Split OfWeight(Value weight, int filters, long flops, Value input, Value gradient) => new(
        $"weight of {weight.Name}",
        (int)(weight.Shape.Elements / weight.Shape.Dimensions[0]),
        Split.Panels(filters),
        (filters + 31) / 32,
        flops,
        4 * weight.Shape.Elements,
        4 * (input.Shape.Elements + gradient.Shape.Elements));

    /// <summary>What belongs to filters: a worker keeps to its own columns of it, unless groups lie across the panels of filters.</summary>
    public static Operand Columns(Value value, int groups) => groups == 1 ? Operand.Columns(value) : Operand.All(value);

    /// <summary>The runtime's <c>ConvolutionShape</c>.</summary>
    public static Operand Shape(Window window, Shape input, int filters, int groups, bool isPlanar) =>
        Shape(window, input, window.OutputOf(input), filters, groups, isPlanar);

    /// <summary>The same where the output is given.</summary>
    public static Operand Shape(Window window, Shape input, (int Height, int Width) output, int filters, int groups, bool isPlanar = false) => Operand.Text(
        $"new ConvolutionShape({window.Literal(input, output)}, channels: {Text(Window.ChannelsOf(input))}, filters: {Text(filters)}"
        + (groups == 1 ? "" : $", groups: {Text(groups)}")
        + (isPlanar ? ", isPlanar: true" : "") + ")");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
