namespace GraphGen;

/// <summary>
/// A picture enlarged, [channels, height, width] → [channels, scale·height, scale·width]. PyTorch's <c>Upsample</c>, Keras's
/// <c>UpSampling2D</c>.
/// </summary>
/// <remarks>
/// Output pixel i of an axis lies at (i + ½) / scale − ½ of the input's (PyTorch's <c>align_corners=False</c>): bilinear
/// interpolation weighs the two pixels around that place, and outside the outermost centres repeats the border.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class UpSample2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="scale">How much higher and wider the output is, at least 1.</param>
    public UpSample2DAttribute(int scale) => Scale = scale;

    /// <summary>How much higher and wider the output is.</summary>
    public int Scale { get; }

    /// <summary>What stands between the input's pixels. The default is <see cref="Interpolation.Nearest"/>.</summary>
    public Interpolation Interpolation { get; set; }
}
