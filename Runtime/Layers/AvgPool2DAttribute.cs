namespace GraphGen;

/// <summary>
/// The mean of each channel in a window that slides over the picture, [channels, height, width] → [channels, height′, width′].
/// PyTorch's <c>AvgPool2d</c>, Keras's <c>AveragePooling2D</c>.
/// </summary>
/// <remarks>
/// <para>height′ = ⌊(height + 2·padding − window) / stride⌋ + 1, and likewise the width.
/// With <see cref="CeilMode"/> it is rounded up instead, as long as the last window begins inside the input or the padding before it.</para>
/// <para>Padding counts as zeros unless <see cref="CountIncludePad"/> is false. What lies beyond the padding, where rounding up
/// has reached, never counts.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class AvgPool2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="window">The height and width of the window, at least 1.</param>
    public AvgPool2DAttribute(int window)
        : this(window, window)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="windowHeight">The height of the window, at least 1.</param>
    /// <param name="windowWidth">The width of the window, at least 1.</param>
    public AvgPool2DAttribute(int windowHeight, int windowWidth)
    {
        WindowHeight = windowHeight;
        WindowWidth = windowWidth;
    }

    /// <summary>The height of the window.</summary>
    public int WindowHeight { get; }

    /// <summary>The width of the window.</summary>
    public int WindowWidth { get; }

    /// <summary>Pixels between neighbouring windows, at least 1, down and across alike. By default they lie edge to edge.</summary>
    public int Stride { get; set; }

    /// <summary>Pixels of padding around the picture, at least 0, at most half the window. The default is 0.</summary>
    public int Padding { get; set; }

    /// <summary>Whether a last window may reach over the end, so that no pixel is left out. The default is false.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padding counts as zeros; otherwise a window's mean is that of what it has of the input. The default is true.</summary>
    public bool CountIncludePad { get; set; } = true;
}
