using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>A border of zeros around a picture whose channels lie last.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ZeroPad
{
    /// <summary>y = epilogue(x with zeros around it). Shared out by samples.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <param name="width">The width of the input.</param>
    /// <param name="top">Rows of zeros above it.</param>
    /// <param name="left">Columns of zeros to its left.</param>
    /// <param name="right">Columns of zeros to its right; the rows below it are what is left of y.</param>
    /// <param name="epilogue">What is done to the result, zeros and all.</param>
    public static void Forward<T>(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, int width, int top, int left, int right, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        int height = x.Rows / width, newWidth = left + width + right;
        for (int sample = part.RowStart; sample < part.RowEnd && !part.IsEmpty; sample++)
        {
            for (int row = 0; row < y.Rows / newWidth; row++)
            {
                int firstPixel = sample * y.Rows + row * newWidth;
                float* to = y.Data + (nint)firstPixel * y.Stride;
                bool isInside = row >= top && row - top < height;
                Clear(to, isInside ? left : newWidth, y.Stride);
                if (isInside)
                {
                    float* from = x.Data + ((nint)sample * x.Rows + (row - top) * width) * x.Stride;
                    Lines(from, x.Stride, to + left * y.Stride, y.Stride, width);
                    Clear(to + (left + width) * y.Stride, right, y.Stride);
                }

                EpilogueLoop<T>.Run(epilogue, to, y.Stride, newWidth, Tensor<float>.PaddedColumns(y.Columns), firstPixel, 0);
            }
        }
    }

    /// <summary>dX = epilogue(dY without its border). Shared out by samples.</summary>
    /// <inheritdoc cref="Forward{T}" path="/param"/>
    public static void Backward<T>(
        ref Worker w, int stage, in Tensor<float> dy, in Tensor<float> dx, int width, int top, int left, int right, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        int height = dx.Rows / width, newWidth = left + width + right;
        for (int sample = part.RowStart; sample < part.RowEnd && !part.IsEmpty; sample++)
        {
            for (int row = 0; row < height; row++)
            {
                int firstPixel = sample * dx.Rows + row * width;
                float* to = dx.Data + (nint)firstPixel * dx.Stride;
                Lines(dy.Data + ((nint)sample * dy.Rows + (row + top) * newWidth + left) * dy.Stride, dy.Stride, to, dx.Stride, width);
                EpilogueLoop<T>.Run(epilogue, to, dx.Stride, width, Tensor<float>.PaddedColumns(dx.Columns), firstPixel, 0);
            }
        }
    }

    private static void Clear(float* to, int pixels, int stride) => new Span<float>(to, pixels * stride).Clear();

    /// <summary>Copies pixels; whole rows of them where both lie alike.</summary>
    private static void Lines(float* from, int stride, float* to, int newStride, int pixels)
    {
        if (stride == newStride)
        {
            new ReadOnlySpan<float>(from, pixels * stride).CopyTo(new Span<float>(to, pixels * stride));
            return;
        }

        for (int i = 0; i < pixels; i++, from += stride, to += newStride)
            new ReadOnlySpan<float>(from, Math.Min(stride, newStride)).CopyTo(new Span<float>(to, newStride));
    }
}
