using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>One axis of a <see cref="Window2D"/>: which of a window's taps lie inside the input, and which windows lie inside as a whole.</summary>
internal readonly struct WindowAxis(int input, int output, int kernel, int stride, int padding, int dilation)
{
    /// <summary>The extent of the input.</summary>
    public int Input { get; } = input;

    /// <summary>The number of windows.</summary>
    public int Output { get; } = output;

    /// <summary>The taps of a window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The distance of neighbouring windows.</summary>
    public int Stride { get; } = stride;

    /// <summary>Pixels of padding before the input.</summary>
    public int Padding { get; } = padding;

    /// <summary>The distance of neighbouring taps.</summary>
    public int Dilation { get; } = dilation;

    /// <summary>Whether the windows lie edge to edge: each pixel that they reach belongs to one of them.</summary>
    public bool Tiles => Kernel == Stride && (Dilation == 1 || Kernel == 1);

    /// <summary>The axis from above to below.</summary>
    public static WindowAxis Vertical(in Window2D window) => new(
        window.InputHeight, window.OutputHeight, window.KernelHeight, window.StrideHeight, window.PaddingTop, window.DilationHeight);

    /// <summary>The axis from left to right.</summary>
    public static WindowAxis Horizontal(in Window2D window) => new(
        window.InputWidth, window.OutputWidth, window.KernelWidth, window.StrideWidth, window.PaddingLeft, window.DilationWidth);

    /// <summary>Where a window's first tap lies: before the input if that is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(int window) => window * Stride - Padding;

    /// <summary>The end of the pixels that a window reaches, within the input.</summary>
    public int Reach(int start) => Math.Min(Input, start + (Kernel - 1) * Dilation + 1);

    /// <summary>The taps, of a window that starts there, that lie inside the input; none if both are equal.</summary>
    public (int First, int End) Inside(int start)
    {
        int first = start >= 0 ? 0 : Math.Min(Kernel, (Dilation - 1 - start) / Dilation);
        int end = start >= Input ? 0 : Math.Min(Kernel, (Input - start + Dilation - 1) / Dilation);
        return (first, Math.Max(first, end));
    }

    /// <summary>The windows all of whose taps lie inside the input.</summary>
    public (int First, int End) Whole()
    {
        int first = Math.Min(Output, (Padding + Stride - 1) / Stride);
        int room = Input - 1 - (Kernel - 1) * Dilation + Padding;
        return (first, room < 0 ? first : Math.Clamp(room / Stride + 1, first, Output));
    }

    /// <summary>
    /// The taps that a mean counts: those inside the input, or those that lie in its padding as well, which is as wide behind
    /// the input as before it; beyond that lies what only rounding the output's extent up has reached.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Counted(int start, int inside, MeanRule rule) =>
        rule == MeanRule.Padded ? Math.Min(Kernel, Input + Padding - start) : inside;
}
