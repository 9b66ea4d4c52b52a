namespace GraphGen;

/// <summary>
/// A border of zeros around a picture, [channels, height, width] → [channels, top + height + bottom, left + width + right].
/// PyTorch's <c>ZeroPad2d</c> (which takes left, right, top, bottom), Keras's <c>ZeroPadding2D</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ZeroPad2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="padding">Pixels of zeros on each side, at least 0.</param>
    public ZeroPad2DAttribute(int padding)
        : this(padding, padding, padding, padding)
    {
    }

    /// <summary>Declares the layer.</summary>
    /// <param name="top">Rows of zeros above, at least 0.</param>
    /// <param name="bottom">Rows of zeros below, at least 0.</param>
    /// <param name="left">Columns of zeros to the left, at least 0.</param>
    /// <param name="right">Columns of zeros to the right, at least 0.</param>
    public ZeroPad2DAttribute(int top, int bottom, int left, int right)
    {
        Top = top;
        Bottom = bottom;
        Left = left;
        Right = right;
    }

    /// <summary>Rows of zeros above.</summary>
    public int Top { get; }

    /// <summary>Rows of zeros below.</summary>
    public int Bottom { get; }

    /// <summary>Columns of zeros to the left.</summary>
    public int Left { get; }

    /// <summary>Columns of zeros to the right.</summary>
    public int Right { get; }
}
