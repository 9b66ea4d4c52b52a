using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>What a convolution is, beside its weights: the window, the channels, and how its input lies.</summary>
/// <param name="window">The window that slides over the input.</param>
/// <param name="channels">Channels of the input.</param>
/// <param name="filters">Channels of the output.</param>
/// <param name="groups">Groups of channels that don't see each other; divides both.</param>
/// <param name="isPlanar">Whether the input lies channel after channel, as callers give pictures, instead of channels last.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ConvolutionShape(Window2D window, int channels, int filters, int groups = 1, bool isPlanar = false)
{
    /// <summary>The window that slides over the input.</summary>
    public Window2D Window { get; } = window;

    /// <summary>Channels of the input.</summary>
    public int Channels { get; } = channels;

    /// <summary>Channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Groups of channels that don't see each other.</summary>
    public int Groups { get; } = groups;

    /// <summary>Whether the input lies channel after channel, rows at the tensor's stride, instead of channels last.</summary>
    public bool IsPlanar { get; } = isPlanar;

    /// <summary>Whether every channel has a filter of its own, one that sees no other channel.</summary>
    internal bool IsDepthwise => Groups > 1 && Groups == Channels && Groups == Filters;

    /// <summary>The window for an input. Rows of both are joined where that changes nothing.</summary>
    internal Window2D JoinRows(ref Tensor<float> x)
    {
        Window2D window = Window;
        if (!IsPlanar)
            return window.Flat;
        if (x.Stride != window.InputWidth || window.Flat.InputHeight == window.InputHeight)
            return window;
        x = new Tensor<float>(x.Data, Channels, window.InputHeight * window.InputWidth, window.InputHeight * window.InputWidth);
        return window.Flat;
    }
}
