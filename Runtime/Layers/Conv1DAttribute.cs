namespace GraphGen;

/// <summary>
/// Convolution over time, [time, features] → [time′, filters]: y = Σ w·x over a window that slides over the sequence, plus a
/// bias for each filter. PyTorch's <c>Conv1d</c>, but with features last.
/// </summary>
/// <remarks>
/// <para>time′ = ⌊(time + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; with <see cref="GraphGen.Padding.Same"/> it is
/// ⌈time / stride⌉.</para>
/// <para>Parameters: <c>weight</c> [filters, features / groups, kernel] and <c>bias</c> [filters]. The weight is drawn by He's rule
/// (uniform) before a ReLU-like activation, by Glorot's elsewhere; the bias begins at 0.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="filters">The number of output features, at least 1.</param>
    /// <param name="kernel">The length of the window, at least 1.</param>
    public Conv1DAttribute(int filters, int kernel)
    {
        Filters = filters;
        Kernel = kernel;
    }

    /// <summary>The number of output features.</summary>
    public int Filters { get; }

    /// <summary>The length of the window.</summary>
    public int Kernel { get; }

    /// <summary>Steps between neighbouring windows, at least 1. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Steps of zeros before and behind the sequence, at least 0, or <see cref="GraphGen.Padding.Same"/>. The default is 0.</summary>
    public int Padding { get; set; }

    /// <summary>Steps between neighbouring steps of one window, at least 1. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of features that don't see each other; divides the features and the filters. The default is 1.</summary>
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
