namespace GraphGen;

/// <summary>
/// Transposed convolution over pictures, [channels, height, width] → [filters, height′, width′]: every input pixel adds a
/// window of weights to the output, plus a bias for each filter. PyTorch's <c>ConvTranspose2d</c>; the way back of
/// <see cref="Conv2DAttribute"/>, used to enlarge pictures.
/// </summary>
/// <remarks>
/// <para>height′ = (height − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1, and likewise the width.</para>
/// <para>Parameters: <c>weight</c> [channels, filters / groups, kernel height, kernel width] and <c>bias</c> [filters]. The weight
/// is drawn by He's rule (uniform) before a ReLU-like activation, by Glorot's elsewhere; the bias begins at 0.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ConvTranspose2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernel">The height and width of the window, at least 1.</param>
    public ConvTranspose2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernelHeight">The height of the window, at least 1.</param>
    /// <param name="kernelWidth">The width of the window, at least 1.</param>
    public ConvTranspose2DAttribute(int filters, int kernelHeight, int kernelWidth)
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

    /// <summary>Output pixels between the windows of neighbouring input pixels, at least 1. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Output pixels that are cut off on every side, at least 0. The default is 0.</summary>
    public int Padding { get; set; }

    /// <summary>Rows and columns that the output has more at the bottom and right; below the stride or the dilation. The default is 0.</summary>
    public int OutputPadding { get; set; }

    /// <summary>Pixels between neighbouring pixels of one window, at least 1. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of channels that don't see each other; divides the channels and the filters. The default is 1.</summary>
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
