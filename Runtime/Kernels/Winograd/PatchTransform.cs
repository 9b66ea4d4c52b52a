using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// B·m·Bᵀ: the 4 × 4 pixels of the input that each tile of the output's gradient reaches. Patches of neighbouring tiles overlap by
/// two pixels: those side by side are added in registers, those of the row of tiles above in memory.
/// </summary>
internal static unsafe class PatchTransform
{
    /// <summary>Adds the patches of a row of tiles; the rows of a picture are worked off downwards.</summary>
    /// <param name="from">The first tile's row in the first plane.</param>
    /// <param name="pitch">Elements between the rows of two tiles.</param>
    /// <param name="plane">Elements between two planes.</param>
    /// <param name="run">The row of tiles, whole.</param>
    /// <param name="result">The input's gradient.</param>
    /// <param name="top">Rows of padding above it.</param>
    /// <param name="left">Columns of padding to the left of it.</param>
    /// <param name="firstColumn">The first channel.</param>
    /// <param name="columns">The number of channels, 16 or 32.</param>
    public static void Run(
        float* from, nint pitch, nint plane, TileRun run, in TilePicture result, int top, int left, int firstColumn, int columns)
    {
        int bits = PanelProduct.VectorBits;
        if (Vector512.IsHardwareAccelerated && bits == 512)
            Loop<Simd512>(from, pitch, plane, run, result, top, left, firstColumn, columns);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            Loop<Simd256>(from, pitch, plane, run, result, top, left, firstColumn, columns);
        else
            Loop<Simd128>(from, pitch, plane, run, result, top, left, firstColumn, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<V>(
        float* from, nint pitch, nint plane, TileRun run, in TilePicture result, int top, int left, int firstColumn, int columns)
        where V : struct, ISimd<V>
    {
        float* zeros = stackalloc float[16], nowhere = stackalloc float[16];
        int row = run.Row - top, width = result.Width;
        float* row0 = result.Row(run.Picture, row), row1 = result.Row(run.Picture, row + 1);
        float* row2 = result.Row(run.Picture, row + 2), row3 = result.Row(run.Picture, row + 3);
        bool continues = run.Row > 0;
        nint stride = result.Stride;
        nint plane4 = 4 * plane;
        for (int n = 0; n < columns; n += V.Count)
        {
            float* first = from + n;
            nint pixel = firstColumn + n - left * stride;
            V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero;
            V b0 = V.Zero, b1 = V.Zero, b2 = V.Zero, b3 = V.Zero;
            // One pass more than there are tiles: the right half of the last one's patch.
            for (int tile = 0; tile <= run.Tiles; tile++, first += pitch, pixel += 2 * stride)
            {
                V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero;
                V d0 = V.Zero, d1 = V.Zero, d2 = V.Zero, d3 = V.Zero;
                if (tile < run.Tiles)
                {
                    float* q = first;
                    V m0 = V.Load(q), m1 = V.Load(q + plane4), m2 = V.Load(q + 2 * plane4), p3 = V.Load(q + 3 * plane4);
                    V p0 = m0, p1 = m1 - m2 - p3, p2 = m1 + m2 - m0;
                    q += plane;
                    m0 = V.Load(q);
                    m1 = V.Load(q + plane4);
                    m2 = V.Load(q + 2 * plane4);
                    V q3 = V.Load(q + 3 * plane4);
                    V q0 = m0, q1 = m1 - m2 - q3, q2 = m1 + m2 - m0;
                    q += plane;
                    m0 = V.Load(q);
                    m1 = V.Load(q + plane4);
                    m2 = V.Load(q + 2 * plane4);
                    V r3 = V.Load(q + 3 * plane4);
                    V r0 = m0, r1 = m1 - m2 - r3, r2 = m1 + m2 - m0;
                    q += plane;
                    m0 = V.Load(q);
                    m1 = V.Load(q + plane4);
                    m2 = V.Load(q + 2 * plane4);
                    d3 = V.Load(q + 3 * plane4);
                    (d0, d1, d2) = (m0, m1 - m2 - d3, m1 + m2 - m0);
                    (a0, a1, a2, a3) = (a0 + p0, a1 + p1, a2 + p2, a3 + p3);
                    (b0, b1, b2, b3) = (b0 + (q0 - r0 - d0), b1 + (q1 - r1 - d1), b2 + (q2 - r2 - d2), b3 + (q3 - r3 - d3));
                    (c0, c1, c2, c3) = (q0 + r0 - p0, q1 + r1 - p1, q2 + r2 - p2, q3 + r3 - p3);
                }

                int x = run.Column + 2 * tile - left;
                bool isInside = (uint)x < (uint)width;
                Add(a0, isInside && row0 != null ? row0 + pixel : nowhere, continues, zeros);
                Add(a1, isInside && row1 != null ? row1 + pixel : nowhere, continues, zeros);
                a2.Store(isInside && row2 != null ? row2 + pixel : nowhere);
                a3.Store(isInside && row3 != null ? row3 + pixel : nowhere);
                isInside = (uint)(x + 1) < (uint)width;
                Add(b0, isInside && row0 != null ? row0 + pixel + stride : nowhere, continues, zeros);
                Add(b1, isInside && row1 != null ? row1 + pixel + stride : nowhere, continues, zeros);
                b2.Store(isInside && row2 != null ? row2 + pixel + stride : nowhere);
                b3.Store(isInside && row3 != null ? row3 + pixel + stride : nowhere);
                (a0, a1, a2, a3) = (c0, c1, c2, c3);
                (b0, b1, b2, b3) = (d0, d1, d2, d3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<V>(V value, float* to, bool continues, float* zeros)
        where V : struct, ISimd<V> =>
        (value + V.Load(continues ? to : zeros)).Store(to);
}
