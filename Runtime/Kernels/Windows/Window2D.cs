using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// The geometry of a window that slides over a picture: what convolution and pooling have in common. A sequence is a
/// picture of height 1 whose width is time.
/// </summary>
/// <remarks>
/// The window of output pixel (y, x) reads input pixels (y·stride − padding + k·dilation) along each axis; pixels outside
/// the input are padding. Padding at the bottom and at the right is what the extent of the output implies.
/// </remarks>
/// <param name="input">The extents of the input.</param>
/// <param name="output">The extents of the output.</param>
/// <param name="kernel">The extents of the window.</param>
/// <param name="stride">The distance of neighbouring windows.</param>
/// <param name="padding">Pixels of padding above and to the left.</param>
/// <param name="dilation">The distance of neighbouring pixels of one window.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Window2D(
    (int Height, int Width) input,
    (int Height, int Width) output,
    (int Height, int Width) kernel,
    (int Height, int Width) stride,
    (int Top, int Left) padding,
    (int Height, int Width) dilation)
{
    /// <summary>Rows of the input.</summary>
    public int InputHeight { get; } = input.Height;

    /// <summary>Columns of the input.</summary>
    public int InputWidth { get; } = input.Width;

    /// <summary>Rows of the output.</summary>
    public int OutputHeight { get; } = output.Height;

    /// <summary>Columns of the output.</summary>
    public int OutputWidth { get; } = output.Width;

    /// <summary>Rows of the window.</summary>
    public int KernelHeight { get; } = kernel.Height;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth { get; } = kernel.Width;

    /// <summary>Input rows between neighbouring windows.</summary>
    public int StrideHeight { get; } = stride.Height;

    /// <summary>Input columns between neighbouring windows.</summary>
    public int StrideWidth { get; } = stride.Width;

    /// <summary>Rows of padding above the input.</summary>
    public int PaddingTop { get; } = padding.Top;

    /// <summary>Columns of padding to the left of the input.</summary>
    public int PaddingLeft { get; } = padding.Left;

    /// <summary>Input rows between neighbouring rows of one window.</summary>
    public int DilationHeight { get; } = dilation.Height;

    /// <summary>Input columns between neighbouring columns of one window.</summary>
    public int DilationWidth { get; } = dilation.Width;

    /// <summary>Pixels of the output.</summary>
    internal int OutputPixels => OutputHeight * OutputWidth;

    /// <summary>Pixels of the window.</summary>
    internal int Taps => KernelHeight * KernelWidth;

    /// <summary>The same, of one row if every pixel is a window of its own: neighbours don't matter then.</summary>
    internal Window2D Flat => Taps == 1 && InputHeight == OutputHeight && InputWidth == OutputWidth && StrideHeight == 1 && StrideWidth == 1
        && PaddingTop == 0 && PaddingLeft == 0
        ? new((1, InputHeight * InputWidth), (1, OutputPixels), (1, 1), (1, 1), (0, 0), (1, 1))
        : this;
}
