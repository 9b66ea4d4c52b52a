namespace GraphGen;

/// <summary>
/// Convolution over pictures, [channels, height, width] → [filters, height′, width′]: y = Σ w·x over a window that slides over
/// the input, plus a bias for each filter. PyTorch's <c>Conv2d</c>.
/// </summary>
/// <remarks>
/// <para>height′ = ⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1, and likewise the width; with
/// <see cref="GraphGen.Padding.Same"/> it is ⌈height / stride⌉.</para>
/// <para>Parameters: <c>weight</c> [filters, channels / groups, kernel height, kernel width] and <c>bias</c> [filters]. The weight
/// is drawn by He's rule (uniform) before a ReLU-like activation, by Glorot's elsewhere; the bias begins at 0.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernel">The height and width of the window, at least 1.</param>
    public Conv2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernelHeight">The height of the window, at least 1.</param>
    /// <param name="kernelWidth">The width of the window, at least 1.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>The height of the window.</summary>
    public int KernelHeight { get; }

    /// <summary>The width of the window.</summary>
    public int KernelWidth { get; }

    /// <summary>Pixels between neighbouring windows, at least 1, down and across alike. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Pixels of zeros around the picture, at least 0, or <see cref="GraphGen.Padding.Same"/>. The default is 0.</summary>
    public int Padding { get; set; }

    /// <summary>Pixels between neighbouring pixels of one window, at least 1. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Groups of channels that don't see each other; divides the channels and the filters. As many as channels makes the
    /// convolution depthwise. The default is 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. The default is true, but false directly before a <c>[BatchNorm]</c>, which has its own.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weight is drawn; by default as the next layer wants it.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>A factor on the weight's initial values, above 0. The default is 1.</summary>
    public float InitializerScale { get; set; } = 1f;

    /// <summary>Whether training leaves the parameters as they are. The default is false.</summary>
    public bool Frozen { get; set; }
}
