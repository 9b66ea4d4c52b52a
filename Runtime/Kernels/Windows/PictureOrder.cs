using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// Turns pictures between the order of callers and files, channel after channel, and the order of the kernels, channels last.
/// </summary>
/// <remarks>
/// Either side may be flattened, one row for each sample without padding. Channel by channel, a value of rank 3 has a row for
/// each row of a channel; channels last, a row for each pixel.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PictureOrder
{
    /// <summary>From channel after channel to channels last; padding becomes zero. Shared out by samples.</summary>
    public static void ToChannelsLast(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, int channels, int width)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        Planes planes = new(x, channels, width);
        Pixels pixels = new(y, channels);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* to = y.Data + (nint)sample * y.Rows * y.Stride;
            if (pixels.Stride > channels)
                new Span<float>(to, y.Rows * y.Stride).Clear();
            float* from = x.Data + (nint)sample * x.Rows * x.Stride;
            for (int row = 0; row < planes.Height; row++)
                PanelTranspose.Block(from + row * planes.RowStride, planes.PlaneStride, channels, width, to + row * width * pixels.Stride, pixels.Stride);
        }
    }

    /// <summary>From channels last to channel after channel; padding becomes zero. Shared out by samples.</summary>
    public static void ToPlanar(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, int channels, int width)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        Planes planes = new(y, channels, width);
        Pixels pixels = new(x, channels);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* to = y.Data + (nint)sample * y.Rows * y.Stride;
            if (planes.RowStride > width || y.Rows == 1)
                new Span<float>(to, y.Rows * y.Stride).Clear();
            float* from = x.Data + (nint)sample * x.Rows * x.Stride;
            for (int row = 0; row < planes.Height; row++)
                PanelTranspose.Block(from + row * width * pixels.Stride, pixels.Stride, width, channels, to + row * planes.RowStride, planes.PlaneStride);
        }
    }

    /// <summary>Where the rows of channels lie.</summary>
    private readonly struct Planes
    {
        public Planes(in Tensor<float> tensor, int channels, int width)
        {
            Height = tensor.Rows * tensor.Columns / channels / width;
            RowStride = tensor.Rows == channels * Height && tensor.Columns == width ? tensor.Stride : width;
            PlaneStride = Height * RowStride;
        }

        public int Height { get; }

        public nint RowStride { get; }

        public nint PlaneStride { get; }
    }

    /// <summary>Where pixels lie.</summary>
    private readonly struct Pixels(in Tensor<float> tensor, int channels)
    {
        public nint Stride { get; } = tensor.Columns == channels ? tensor.Stride : channels;
    }
}
