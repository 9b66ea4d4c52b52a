using System.Collections.Generic;
using System.Globalization;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// A window over a picture, or over a sequence, which is a picture of height 1: what convolution and pooling have in common.
/// </summary>
/// <param name="Height">The window along the rows.</param>
/// <param name="Width">The window along the columns, or along time.</param>
public sealed record Window(WindowAxis Height, WindowAxis Width)
{
    /// <summary>The axis that a sequence does not have.</summary>
    private static readonly WindowAxis s_none = new(Kernel: 1);

    /// <summary>A window along time.</summary>
    public static Window OverTime(WindowAxis time) => new(s_none, time);

    /// <summary>Whether it slides over a sequence.</summary>
    public bool IsOverTime => Height == s_none;

    /// <summary>The rows and columns of an input, which is [channels, height, width] or [time, features].</summary>
    public (int Height, int Width) InputOf(Shape input) => input.Rank == 3 ? (input.Dimensions[1], input.Dimensions[2]) : (1, input.Dimensions[0]);

    /// <summary>The channels of an input, or the features of a sequence.</summary>
    public static int ChannelsOf(Shape input) => input.Rank == 3 ? input.Dimensions[0] : input.Last;

    /// <summary>The rows and columns of the output.</summary>
    public (int Height, int Width) OutputOf(Shape input)
    {
        var (height, width) = InputOf(input);
        return ((int)Height.Output(height), (int)Width.Output(width));
    }

    /// <summary>The output with so many channels.</summary>
    public Shape OutputOf(Shape input, int channels)
    {
        var (height, width) = OutputOf(input);
        return input.Rank == 3 ? new Shape(channels, height, width) : new Shape(width, channels);
    }

    /// <summary>What is wrong with the arguments or with the input, or null.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="rank">3 for pictures, 2 for sequences.</param>
    /// <param name="kernel">The name of the kernel's argument.</param>
    public Inference? Fault(Layer layer, Shape input, int rank, string kernel) =>
        ArgumentFault(layer, input, rank, kernel) ?? SizeFault(layer, input, kernel);

    /// <summary>What is wrong with the arguments, or with the rank of the input, or null.</summary>
    /// <inheritdoc cref="Fault"/>
    public Inference? ArgumentFault(Layer layer, Shape input, int rank, string kernel)
    {
        if (input.Rank != rank)
        {
            return Inference.Error(
                "GG0102",
                null,
                layer.Title,
                rank == 3 ? "pictures, [channels, height, width]" : "sequences, [time, features]",
                input.ToString(),
                rank == 3 ? "say the input so, or put [Reshape] before it" : "say the input so, or use the layer for pictures");
        }

        foreach (WindowAxis axis in new[] { Height, Width })
        {
            if (axis.Kernel < 1)
                return OutOfRange(layer, kernel, axis.Kernel, "at least 1");
            if (axis.Stride < 1)
                return OutOfRange(layer, "Stride", axis.Stride, "at least 1");
            if (axis.Dilation < 1)
                return OutOfRange(layer, "Dilation", axis.Dilation, "at least 1");
            if (axis.Padding < WindowAxis.Same)
                return OutOfRange(layer, "Padding", axis.Padding, "at least 0, or Padding.Same");
        }

        return null;
    }

    /// <summary>What is wrong with the extents of the input, or null.</summary>
    private Inference? SizeFault(Layer layer, Shape input, string kernel)
    {
        var (height, width) = InputOf(input);
        foreach (var (axis, extent, name) in new[] { (Height, height, "high"), (Width, width, IsOverTime ? "long" : "wide") })
        {
            if (extent + 2L * axis.Padding > int.MaxValue)
                return OutOfRange(layer, "Padding", axis.Padding, "so small that the padded input can be counted");
            if (axis.Output(extent) < 1)
            {
                string padded = Text(extent + axis.Before(extent) + (long)axis.After(extent));
                return Inference.Error("GG0111", kernel, layer.Title, Text(axis.Reach), name, padded, input.ToString());
            }
        }

        return null;
    }

    /// <summary>What may be a mistake: border pixels that no window reads, and a shift by half a pixel.</summary>
    public IEnumerable<LayerProblem> Remarks(Layer layer, Shape input, string kernel)
    {
        var (height, width) = InputOf(input);
        long rows = Height.Stride <= Height.Reach ? Height.Unread(height) : 0, columns = Width.Stride <= Width.Reach ? Width.Unread(width) : 0;
        if (rows + columns > 0)
        {
            string unread = IsOverTime ? Count(columns, "step")
                : rows == 0 ? Count(columns, "column")
                : columns == 0 ? Count(rows, "row")
                : $"{Count(rows, "row")} and {Count(columns, "column")}";
            yield return new LayerProblem("GG0112", null, new([layer.Title, unread, input.ToString()]));
        }

        if ((Height.Padding == WindowAxis.Same && Height.Kernel % 2 == 0) || (Width.Padding == WindowAxis.Same && Width.Kernel % 2 == 0))
            yield return new LayerProblem("GG0114", kernel, new([layer.Title, Text(Height.Kernel % 2 == 0 && Height.Padding == WindowAxis.Same ? Height.Kernel : Width.Kernel)]));
    }

    /// <summary>The runtime's <c>Window2D</c> for an input, as emitted code makes it.</summary>
    public string Literal(Shape input) => Literal(input, OutputOf(input));

    /// <summary>The same where the output is given: where several outputs imply it.</summary>
    public string Literal(Shape input, (int Height, int Width) output)
    {
        var (height, width) = InputOf(input);
        return "new Window2D("
            + $"input: {Pair(height, width)}, "
            + $"output: {Pair(output.Height, output.Width)}, "
            + $"kernel: {Pair(Height.Kernel, Width.Kernel)}, "
            + $"stride: {Pair(Height.Stride, Width.Stride)}, "
            + $"padding: {Pair(Height.Before(height), Width.Before(width))}, "
            + $"dilation: {Pair(Height.Dilation, Width.Dilation)})";
    }

    private static Inference OutOfRange(Layer layer, string argument, int value, string range) =>
        Inference.Error("GG0101", argument, layer.Title, argument, Text(value), range);

    private static string Count(long count, string noun) => count == 1 ? $"the last {noun}" : $"the last {Text(count)} {noun}s";

    private static string Pair(int height, int width) => $"({Text(height)}, {Text(width)})";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
