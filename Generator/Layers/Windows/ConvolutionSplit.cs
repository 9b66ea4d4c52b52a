using System.Globalization;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>What the kernels of convolutions are told, and how workers may share them; the same for those that go the other way.</summary>
internal static class ConvolutionSplit
{
    /// <summary>By samples and panels of filters; groups are not cut.</summary>
    public static Split OfSamples(int filters, int groups, long flops, Value weight, Value read) => groups == 1
        ? Split.ByPanels(filters, flops, 4 * weight.Shape.Elements, 4 * read.Shape.Elements)
        : OfSamples(flops, weight, read);

    /// <summary>By samples.</summary>
    public static Split OfSamples(long flops, Value weight, Value read) =>
        new(Split.Samples, 0, "", 1, flops, 4 * weight.Shape.Elements, 4 * read.Shape.Elements);

    /// <summary>By rows of the weight in memory, and panels of filters.</summary>
    public static Split OfWeight(Value weight, int filters, int groups, long flops, Value input, Value gradient)
    {
        int rows = (int)(weight.Shape.Elements / weight.Shape.Dimensions[0]);
        bool isWhole = groups == 1;
        return new Split(
            $"weight of {weight.Name}",
            rows,
            isWhole ? Split.Panels(filters) : "",
            isWhole ? (filters + 31) / 32 : 1,
            flops,
            4 * weight.Shape.Elements,
            4 * (input.Shape.Elements + gradient.Shape.Elements));
    }

    /// <summary>The weight as the forward pass reads it.</summary>
    public static Operand Weight(Value weight, int groups) => groups == 1 ? Operand.Columns(weight) : Operand.All(weight);

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
