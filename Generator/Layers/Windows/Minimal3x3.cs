using System;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// Winograd's minimal filtering for windows of 3 × 3 pixels that move by one: 16 multiplications for four pixels instead of 36.
/// Whether a convolution takes it depends on its shape alone, so that its bits are the same everywhere.
/// </summary>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Filters">Channels of the output.</param>
internal sealed record Minimal3x3(int Channels, int Filters)
{
    /// <summary>Channels and filters come in vectors.</summary>
    private const int Vector = 16;

    /// <summary>Pairs of channel and filter whose gradient the kernels sum sample by sample in any case.</summary>
    private const int MostOfSmall = 512;

    /// <summary>Fewer tiles do not pay for the weight's transform.</summary>
    private const int LeastTiles = 16;

    /// <summary>The multiplications saved have to pay for the transforms: measured. Direct kernels leave out what falls into the padding.</summary>
    private const double LeastGain = 1.4;

    /// <summary>Elements of the transform for each of the weight's 9.</summary>
    private const int Planes = 16;

    /// <summary>Elements between the planes of one panel of 32 columns, beyond their size; see the runtime's <c>WeightTransform</c>.</summary>
    private const int Gap = 16;

    /// <summary>Elements of the transformed weight.</summary>
    public int Floats => FloatsOf(Filters);

    /// <summary>Elements of the weight transformed for the data gradient.</summary>
    public int TurnedFloats => FloatsOf(Channels);

    /// <summary>Whether the weight's gradient is summed sample by sample: it has too few units to be shared out.</summary>
    public bool IsSmall => Channels * Filters <= MostOfSmall;

    /// <summary>What workers share of the weight's gradient: units of 16 channels.</summary>
    public int RowUnits => Channels / Vector;

    /// <summary>Null where it does not fit, or gains nothing.</summary>
    public static Minimal3x3? Of(Window window, Shape input, int filters)
    {
        int channels = Window.ChannelsOf(input);
        bool fits = channels % Vector == 0 && filters % Vector == 0 && Fits(window.Height) && Fits(window.Width) && (long)channels * filters * Planes < int.MaxValue / 2;
        var (inputHeight, inputWidth) = window.InputOf(input);
        var (height, width) = window.OutputOf(input);
        long tiles = (height + 1L) / 2 * ((width + 1L) / 2);
        long taps = TapsInside(window.Height, inputHeight, height) * TapsInside(window.Width, inputWidth, width);
        return fits && tiles >= LeastTiles && taps >= LeastGain * Planes * tiles ? new Minimal3x3(channels, filters) : null;
    }

    /// <summary>The operation before all others that makes the transform of a weight.</summary>
    public Operation Transform(string layer, Value weight, Value transformed) => New($"{layer} weight", "Winograd.TransformWeight", Filters, weight, transformed);

    /// <summary>The same for the data gradient.</summary>
    public Operation Turn(string layer, Value weight, Value transformed) =>
        New($"{layer} weight, turned", "Winograd.TurnWeight", Channels, weight, transformed);

    /// <summary>The pixels of the input, not of the padding, that all windows read along an axis.</summary>
    private static long TapsInside(WindowAxis axis, int input, int output)
    {
        int before = axis.Before(input);
        return Enumerable.Range(0, axis.Kernel).Sum(tap => (long)Math.Max(0, Math.Min(output, input + before - tap) - Math.Max(0, before - tap)));
    }

    private static bool Fits(WindowAxis axis) => axis is { Kernel: 3, Stride: 1, Dilation: 1, Padding: < 3 };

    private static Operation New(string title, string kernel, int columns, Value weight, Value transformed) => new(
        title,
        kernel,
        new Split($"transform of {weight.Name}", 1, Split.Panels(columns), (columns + 31) / 32, 0, 4 * weight.Shape.Elements, 0),
        [Operand.All(weight), Operand.Written(transformed)],
        default);

    private int FloatsOf(int columns) => Planes * (Channels * Filters + (columns + 31) / 32 * Gap);
}
