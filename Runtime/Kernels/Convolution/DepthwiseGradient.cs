using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>dW of a depthwise convolution: for each tap and channel a sum over the pixels of a sample, these added up over samples.</summary>
internal static unsafe class DepthwiseGradient
{
    /// <summary>One sample's sums for the taps and panels of a part.</summary>
    public static void Sample(
        Part part, int sample, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix gradient, in ConvolutionShape shape, bool add)
    {
        Window2D window = shape.Window;
        DepthwiseSource source = new(x, shape.IsPlanar, window.InputHeight, window.InputWidth, shape.Channels);
        Picture picture = source.Of(sample);
        Tensor<float> own = new(dy.Data + (nint)sample * dy.Rows * dy.Stride, dy.Rows, dy.Columns, dy.Stride);
        for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
        {
            for (int tap = part.RowStart; tap < part.RowEnd; tap++)
            {
                int bits = PanelProduct.VectorBits;
                if (bits == 512)
                    Tap<Simd512>(picture, own, gradient, window, panel, tap, add);
                else if (bits == 256)
                    Tap<Simd256>(picture, own, gradient, window, panel, tap, add);
                else
                    Tap<Simd128>(picture, own, gradient, window, panel, tap, add);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tap<V>(Picture picture, Tensor<float> dy, PanelMatrix gradient, Window2D window, int panel, int tap, bool add)
        where V : struct, ISimd<V>
    {
        int width = gradient.WidthOf(panel);
        float* sums = gradient.Panel(panel) + tap * width;
        int top = tap / window.KernelWidth * window.DilationHeight - window.PaddingTop;
        int left = tap % window.KernelWidth * window.DilationWidth - window.PaddingLeft;
        (int firstRow, int endRow) = TapAxis.Clip(top, window.StrideHeight, window.OutputHeight, window.InputHeight);
        (int first, int end) = TapAxis.Clip(left, window.StrideWidth, window.OutputWidth, window.InputWidth);
        nint step = window.StrideWidth * picture.PixelPitch;
        for (int column = 0; column < width; column += V.Count)
        {
            V sum = V.Zero;
            // Each row's own sum: the processor works on several rows at once.
            for (int row = firstRow; row < endRow; row++)
            {
                float* x = picture.Pixel(top + row * window.StrideHeight, left + first * window.StrideWidth) + panel * PanelMatrix.Width + column;
                float* g = dy.Data + (nint)(row * window.OutputWidth + first) * dy.Stride + panel * PanelMatrix.Width + column;
                V ofRow = V.Zero;
                for (int pixel = first; pixel < end; pixel++, x += step, g += dy.Stride)
                    ofRow = V.Fma(V.Load(x), V.Load(g), ofRow);
                sum += ofRow;
            }

            if (add)
                sum = V.Load(sums + column) + sum;
            V.Keep(Fold.LanesWithin(gradient.Outputs - panel * PanelMatrix.Width - column), sum).Store(sums + column);
        }
    }
}
