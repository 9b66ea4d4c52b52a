using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Every pixel of a picture whose channels lie last, repeated along both axes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class UpSample
{
    /// <summary>y(i, j) = epilogue(x(i / scale, j / scale)). Shared out by samples.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <param name="width">The width of the input.</param>
    /// <param name="scale">How often a pixel is repeated along an axis.</param>
    /// <param name="epilogue">What is done to the result.</param>
    public static void Forward<T>(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, int width, int scale, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        if (Vector512.IsHardwareAccelerated)
            Samples<Simd512>(part, x, y, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
        else if (Vector256.IsHardwareAccelerated)
            Samples<Simd256>(part, x, y, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
        else
            Samples<Simd128>(part, x, y, width, scale, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>dX = epilogue(Σ dY over the copies of a pixel, in row-major order). Shared out by samples.</summary>
    /// <inheritdoc cref="Forward{T}" path="/param"/>
    public static void Backward<T>(ref Worker w, int stage, in Tensor<float> dy, in Tensor<float> dx, int width, int scale, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        int height = dx.Rows / width;
        Window2D copies = new((height * scale, width * scale), (height, width), (scale, scale), (scale, scale), (0, 0), (1, 1));
        AvgPool.SumPart(part, dy, dx, copies, MeanRule.Sum, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    internal static void Samples<V>(
        Part part, in Tensor<float> x, in Tensor<float> y, int width, int scale,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        int columns = Tensor<float>.PaddedColumns(y.Columns);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            for (int row = 0; row < x.Rows / width * scale; row++)
            {
                int firstPixel = sample * y.Rows + row * width * scale;
                float* to = y.Data + (nint)firstPixel * y.Stride;
                Row<V>(x.Data + ((nint)sample * x.Rows + row / scale * width) * x.Stride, x.Stride, to, y.Stride, width, scale, columns);
                if (epilogue != null)
                    epilogue(argument, to, y.Stride, width * scale, columns, firstPixel, 0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row<V>(float* x, nint pixel, float* y, nint yPixel, int width, int scale, int columns) where V : struct, ISimd<V>
    {
        for (int i = 0; i < width; i++, x += pixel, y += scale * yPixel)
        {
            for (int column = 0; column < columns; column += V.Count)
            {
                V value = V.Load(x + column);
                float* to = y + column;
                for (int k = 0; k < scale; k++, to += yPixel)
                    value.Store(to);
            }
        }
    }
}
