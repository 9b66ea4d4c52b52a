using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// A picture whose channels lie last, enlarged by bilinear interpolation between the centres of pixels (PyTorch's
/// <c>align_corners=False</c>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BilinearUpSample
{
    /// <summary>y = epilogue(x between its pixels). Shared out by samples.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <param name="width">The width of the input.</param>
    /// <param name="scale">How much larger the output is along an axis.</param>
    /// <param name="epilogue">What is done to the result.</param>
    public static void Forward<T>(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, int width, int scale, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        if (Vector512.IsHardwareAccelerated)
            ForwardSamples<Simd512>(part, x, y, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
        else if (Vector256.IsHardwareAccelerated)
            ForwardSamples<Simd256>(part, x, y, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
        else
            ForwardSamples<Simd128>(part, x, y, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>dX = epilogue(Σ dY by their weights, in the order of the output's pixels). Shared out by samples.</summary>
    /// <inheritdoc cref="Forward{T}" path="/param"/>
    public static void Backward<T>(ref Worker w, int stage, in Tensor<float> dy, in Tensor<float> dx, int width, int scale, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        if (Vector512.IsHardwareAccelerated)
            BackwardSamples<Simd512>(part, dy, dx, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
        else if (Vector256.IsHardwareAccelerated)
            BackwardSamples<Simd256>(part, dy, dx, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
        else
            BackwardSamples<Simd128>(part, dy, dx, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// The two neighbours of an output pixel along an axis, and the weight of the second: (i + ½) / scale - ½ in whole
    /// numbers, so that one rounding is all there is.
    /// </summary>
    internal static (int First, int Second, float Weight) Neighbours(int i, int scale, int extent)
    {
        int doubled = Math.Max(2 * i + 1 - scale, 0);
        int first = doubled / (2 * scale);
        return (first, Math.Min(first + 1, extent - 1), (doubled - first * 2 * scale) / (float)(2 * scale));
    }

    internal static void ForwardSamples<V>(
        Part part, in Tensor<float> x, in Tensor<float> y, int width, int scale,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        int columns = Tensor<float>.PaddedColumns(y.Columns), height = x.Rows / width;
        nint line = (nint)width * x.Stride;
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* picture = x.Data + (nint)sample * x.Rows * x.Stride;
            for (int row = 0; row < height * scale; row++)
            {
                int firstPixel = sample * y.Rows + row * width * scale;
                float* to = y.Data + (nint)firstPixel * y.Stride;
                var (above, below, weight) = Neighbours(row, scale, height);
                ForwardRow<V>(picture + above * line, picture + below * line, x.Stride, weight, to, y.Stride, width, scale, columns);
                if (epilogue != null)
                    epilogue(argument, to, y.Stride, width * scale, columns, firstPixel, 0);
            }
        }
    }

    internal static void BackwardSamples<V>(
        Part part, in Tensor<float> dy, in Tensor<float> dx, int width, int scale,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        int columns = Tensor<float>.PaddedColumns(dy.Columns), height = dx.Rows / width;
        nint line = (nint)width * dx.Stride;
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            GradientRows gradient = new(dx, sample, width, epilogue, argument);
            for (int row = 0; row < height * scale; row++)
            {
                var (above, below, weight) = Neighbours(row, scale, height);
                gradient.Finish(above);
                gradient.Clear(below + 1);
                BackwardRow<V>(
                    gradient.Picture + above * line, gradient.Picture + below * line, dx.Stride, weight,
                    dy.Data + ((nint)sample * dy.Rows + row * width * scale) * dy.Stride, dy.Stride, width, scale, columns);
            }

            gradient.Close(height);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ForwardRow<V>(
        float* above, float* below, nint pixel, float weight, float* y, nint yPixel, int width, int scale, int columns)
        where V : struct, ISimd<V>
    {
        V down = V.Create(weight), up = V.Create(1f - weight);
        for (int i = 0; i < width * scale; i++, y += yPixel)
        {
            var (first, second, share) = Neighbours(i, scale, width);
            V right = V.Create(share), left = V.Create(1f - share);
            nint a = first * pixel, b = second * pixel;
            for (int column = 0; column < columns; column += V.Count, a += V.Count, b += V.Count)
            {
                V top = V.Fma(V.Load(above + b), right, V.Load(above + a) * left);
                V bottom = V.Fma(V.Load(below + b), right, V.Load(below + a) * left);
                V.Fma(bottom, down, top * up).Store(y + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void BackwardRow<V>(
        float* above, float* below, nint pixel, float weight, float* dy, nint dyPixel, int width, int scale, int columns)
        where V : struct, ISimd<V>
    {
        V down = V.Create(weight), up = V.Create(1f - weight);
        for (int i = 0; i < width * scale; i++, dy += dyPixel)
        {
            var (first, second, share) = Neighbours(i, scale, width);
            V right = V.Create(share), left = V.Create(1f - share);
            nint a = first * pixel, b = second * pixel;
            for (int column = 0; column < columns; column += V.Count, a += V.Count, b += V.Count)
            {
                // One after another: at the border two of the four are the same pixel.
                V gradient = V.Load(dy + column);
                V top = gradient * up, bottom = gradient * down;
                V.Fma(top, left, V.Load(above + a)).Store(above + a);
                V.Fma(top, right, V.Load(above + b)).Store(above + b);
                V.Fma(bottom, left, V.Load(below + a)).Store(below + a);
                V.Fma(bottom, right, V.Load(below + b)).Store(below + b);
            }
        }
    }
}
