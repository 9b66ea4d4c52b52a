using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Sums down the columns of one panel: a bias's gradient, each column one chain in ascending order of the rows.</summary>
internal static unsafe class ColumnSum
{
    /// <summary>sum = (accumulate ? sum : 0) + Σ rows, for <paramref name="width"/> columns, a multiple of 16.</summary>
    public static void Run(float* from, nint stride, int rows, int width, float* sum, bool accumulate)
    {
        if (Vector512.IsHardwareAccelerated)
            Loop<Simd512>(from, stride, rows, width, sum, accumulate);
        else if (Vector256.IsHardwareAccelerated)
            Loop<Simd256>(from, stride, rows, width, sum, accumulate);
        else
            Loop<Simd128>(from, stride, rows, width, sum, accumulate);
    }

    /// <summary>Lines are read whole: 16 columns at a time, in as many chains as vectors take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Loop<V>(float* from, nint stride, int rows, int width, float* sum, bool accumulate)
        where V : struct, ISimd<V>
    {
        for (int column = 0; column < width; column += 16)
        {
            V a = accumulate ? V.Load(sum + column) : V.Zero;
            V b = accumulate && V.Count < 16 ? V.Load(sum + column + V.Count) : V.Zero;
            V c = accumulate && V.Count < 8 ? V.Load(sum + column + 2 * V.Count) : V.Zero;
            V d = accumulate && V.Count < 8 ? V.Load(sum + column + 3 * V.Count) : V.Zero;
            float* row = from + column;
            for (int left = rows; left > 0; left--, row += stride)
            {
                a += V.Load(row);
                if (V.Count < 16)
                    b += V.Load(row + V.Count);
                if (V.Count < 8)
                {
                    c += V.Load(row + 2 * V.Count);
                    d += V.Load(row + 3 * V.Count);
                }
            }

            a.Store(sum + column);
            if (V.Count < 16)
                b.Store(sum + column + V.Count);
            if (V.Count < 8)
            {
                c.Store(sum + column + 2 * V.Count);
                d.Store(sum + column + 3 * V.Count);
            }
        }
    }
}
