using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Aᵀ·m·A: the 2 × 2 pixels of each tile from its sixteen products. Pixels beyond the borders are left out.</summary>
internal static unsafe class OutputTransform
{
    /// <summary>Writes the pixels of one run's tiles.</summary>
    /// <param name="from">The first tile's row in the first plane.</param>
    /// <param name="pitch">Elements between the rows of two tiles.</param>
    /// <param name="plane">Elements between two planes.</param>
    /// <param name="run">The run.</param>
    /// <param name="result">The pictures.</param>
    /// <param name="firstColumn">The first filter.</param>
    /// <param name="columns">The number of filters, 16 or 32.</param>
    public static void Run(float* from, nint pitch, nint plane, TileRun run, in TilePicture result, int firstColumn, int columns)
    {
        int bits = PanelProduct.VectorBits;
        if (Vector512.IsHardwareAccelerated && bits == 512)
            Loop<Simd512>(from, pitch, plane, run, result, firstColumn, columns);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            Loop<Simd256>(from, pitch, plane, run, result, firstColumn, columns);
        else
            Loop<Simd128>(from, pitch, plane, run, result, firstColumn, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<V>(float* from, nint pitch, nint plane, TileRun run, in TilePicture result, int firstColumn, int columns)
        where V : struct, ISimd<V>
    {
        float* nowhere = stackalloc float[16];
        nint stride = result.Stride;
        float* to = result.Row(run.Picture, run.Row) + run.Column * stride + firstColumn;
        bool hasLowerRow = run.Row + 1 < result.Height;
        nint lowerRow = result.Width * stride;
        int wholeTiles = (result.Width - run.Column) / 2;
        nint plane4 = 4 * plane;
        for (int n = 0; n < columns; n += V.Count)
        {
            float* first = from + n;
            float* pixel = to + n;
            for (int tile = 0; tile < run.Tiles; tile++, first += pitch, pixel += 2 * stride)
            {
                float* q = first + plane4;
                float* r = q + plane4;
                V m1 = V.Load(q), m2 = V.Load(r);
                V u0 = V.Load(first) + m1 + m2;
                V v0 = m1 - m2 - V.Load(r + plane4);
                m1 = V.Load(q + plane);
                m2 = V.Load(r + plane);
                V u1 = V.Load(first + plane) + m1 + m2;
                V v1 = m1 - m2 - V.Load(r + plane4 + plane);
                m1 = V.Load(q + 2 * plane);
                m2 = V.Load(r + 2 * plane);
                V u2 = V.Load(first + 2 * plane) + m1 + m2;
                V v2 = m1 - m2 - V.Load(r + plane4 + 2 * plane);
                m1 = V.Load(q + 3 * plane);
                m2 = V.Load(r + 3 * plane);
                V u3 = V.Load(first + 3 * plane) + m1 + m2;
                V v3 = m1 - m2 - V.Load(r + plane4 + 3 * plane);
                bool hasRightColumn = tile < wholeTiles;
                float* lower = pixel + lowerRow;
                (u0 + u1 + u2).Store(pixel);
                (u1 - u2 - u3).Store(hasRightColumn ? pixel + stride : nowhere);
                (v0 + v1 + v2).Store(hasLowerRow ? lower : nowhere);
                (v1 - v2 - v3).Store(hasLowerRow && hasRightColumn ? lower + stride : nowhere);
            }
        }
    }
}
