using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>One axis of a <see cref="Window2D"/>: which of a window's taps lie inside the input, and which windows lie inside as a whole.</summary>
internal readonly struct WindowAxis
{
    private WindowAxis(int input, int output, int kernel, int stride, int padding, int dilation)
    {
        Input = input;
        Output = output;
        Kernel = kernel;
        Stride = stride;
        Padding = padding;
        Dilation = dilation;
        WholeStart = Math.Min(output, (padding + stride - 1) / stride);
        int room = input - 1 - (kernel - 1) * dilation + padding;
        WholeEnd = room < 0 ? WholeStart : Math.Clamp(room / stride + 1, WholeStart, output);
    }

    /// <summary>The extent of the input.</summary>
    public int Input { get; }

    /// <summary>The number of windows.</summary>
    public int Output { get; }

    /// <summary>The taps of a window.</summary>
    public int Kernel { get; }

    /// <summary>The distance of neighbouring windows.</summary>
    public int Stride { get; }

    /// <summary>Pixels of padding before the input.</summary>
    public int Padding { get; }

    /// <summary>The distance of neighbouring taps.</summary>
    public int Dilation { get; }

    /// <summary>The first window all of whose taps lie inside the input.</summary>
    public int WholeStart { get; }

    /// <summary>The end of the windows all of whose taps lie inside the input.</summary>
    public int WholeEnd { get; }

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

    /// <summary>Whether all taps of a window lie inside the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsWhole(int window) => window >= WholeStart && window < WholeEnd;

    /// <summary>The taps of a window that lie inside the input; none if both are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int First, int End) Inside(int window) => IsWhole(window) ? (0, Kernel) : Clip(Start(window));

    /// <summary>
    /// The taps that a mean counts: those inside the input, or those that lie in its padding as well, which is as wide behind
    /// the input as before it; beyond that lies what only rounding the output's extent up has reached.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Counted(int start, int inside, MeanRule rule) =>
        rule == MeanRule.Padded ? Math.Min(Kernel, Input + Padding - start) : inside;

    private (int First, int End) Clip(int start)
    {
        int first = start >= 0 ? 0 : Math.Min(Kernel, (Dilation - 1 - start) / Dilation);
        int end = start >= Input ? 0 : Math.Min(Kernel, (Input - start + Dilation - 1) / Dilation);
        return (first, Math.Max(first, end));
    }
}
