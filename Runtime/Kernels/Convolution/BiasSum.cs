using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// The bias's gradient: every sample's own column sums, these summed over samples in ascending order. Within a sample every
/// fourth pixel goes into the same sum, and the four are added up in the end.
/// </summary>
internal static unsafe class BiasSum
{
    /// <summary>The columns of a part.</summary>
    public static void Run(Part part, int samples, in Tensor<float> dy, float* gradient, bool accumulate)
    {
        for (int sample = 0; sample < samples; sample++)
            Sample(part, sample, dy, gradient, accumulate || sample > 0);
    }

    /// <summary>The columns of a part, for one sample.</summary>
    public static void Sample(Part part, int sample, in Tensor<float> dy, float* gradient, bool add)
    {
        int first = part.ColumnStart * PanelMatrix.Width;
        int end = Math.Min(part.ColumnEnd * PanelMatrix.Width, Tensor<float>.PaddedColumns(dy.Columns));
        float* from = dy.Data + (nint)sample * dy.Rows * dy.Stride;
        int bits = PanelProduct.VectorBits;
        if (bits == 512)
            Loop<Simd512>(from, dy.Stride, dy.Rows, first, end, gradient, add);
        else if (bits == 256)
            Loop<Simd256>(from, dy.Stride, dy.Rows, first, end, gradient, add);
        else
            Loop<Simd128>(from, dy.Stride, dy.Rows, first, end, gradient, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<V>(float* from, nint stride, int rows, int first, int end, float* sums, bool add) where V : struct, ISimd<V>
    {
        for (int column = first; column < end; column += V.Count)
        {
            V a = V.Zero, b = V.Zero, c = V.Zero, d = V.Zero;
            float* row = from + column;
            int left = rows;
            for (; left >= 4; left -= 4, row += 4 * stride)
            {
                a += V.Load(row);
                b += V.Load(row + stride);
                c += V.Load(row + 2 * stride);
                d += V.Load(row + 3 * stride);
            }

            if (left > 0)
                a += V.Load(row);
            if (left > 1)
                b += V.Load(row + stride);
            if (left > 2)
                c += V.Load(row + 2 * stride);
            V sum = a + b + (c + d);
            (add ? V.Load(sums + column) + sum : sum).Store(sums + column);
        }
    }
}
