namespace GraphGen.CompilerServices;

/// <summary>
/// Pictures as depthwise kernels read them: in place, whatever lies between the pixels, since they leave out taps beyond the
/// margins and read channels side by side; only planar values are turned.
/// </summary>
internal readonly unsafe struct DepthwiseSource(in Tensor<float> source, bool isPlanar, int height, int width, int channels)
{
    private readonly PictureSource _planes = new(source, isPlanar, height, width, channels, 1, 0, 0);
    private readonly float* _data = source.Data;
    private readonly int _stride = source.Stride;

    /// <summary>The rows of every picture.</summary>
    public int Height => height;

    /// <summary>The pixels of a row.</summary>
    public int Width => width;

    /// <summary>All channels of a sample.</summary>
    public Picture Of(int sample) => isPlanar
        ? _planes.Of(sample, 0)
        : new Picture((nint)(_data + (nint)sample * height * width * _stride), (nint)width * _stride, _stride);
}
