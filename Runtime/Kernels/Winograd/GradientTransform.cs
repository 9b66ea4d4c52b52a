using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// The transforms of the weight's gradient: A·dY·Aᵀ of the 2 × 2 pixels of each tile, zero beyond the borders, and Gᵀ·m·G, which
/// makes the nine taps of the sixteen sums. The last row and column of the first have the opposite sign, made good by the second.
/// </summary>
internal static unsafe class GradientTransform
{
    /// <summary>Transforms the tiles of one run.</summary>
    /// <param name="source">The output's gradient.</param>
    /// <param name="run">The run.</param>
    /// <param name="firstColumn">The first filter.</param>
    /// <param name="columns">The number of filters, 16 or 32.</param>
    /// <param name="to">The first tile's row in the first plane.</param>
    /// <param name="pitch">Elements between the rows of two tiles.</param>
    /// <param name="plane">Elements between two planes.</param>
    public static void Run(in TilePicture source, TileRun run, int firstColumn, int columns, float* to, nint pitch, nint plane)
    {
        int bits = PanelProduct.VectorBits;
        if (Vector512.IsHardwareAccelerated && bits == 512)
            Loop<Simd512>(source, run, firstColumn, columns, to, pitch, plane);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            Loop<Simd256>(source, run, firstColumn, columns, to, pitch, plane);
        else
            Loop<Simd128>(source, run, firstColumn, columns, to, pitch, plane);
    }

    /// <summary>Makes the taps of some weights.</summary>
    /// <param name="sums">The sums, in sixteen planes.</param>
    /// <param name="plane">Elements between two planes.</param>
    /// <param name="floats">Elements of each plane, a multiple of 16.</param>
    /// <param name="taps">The first tap's elements.</param>
    /// <param name="distance">Elements between two taps.</param>
    /// <param name="add">Whether the stored taps are continued.</param>
    public static void Finish(float* sums, nint plane, int floats, float* taps, nint distance, bool add)
    {
        int bits = PanelProduct.VectorBits;
        if (Vector512.IsHardwareAccelerated && bits == 512)
            FinishLoop<Simd512>(sums, plane, floats, taps, distance, add);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            FinishLoop<Simd256>(sums, plane, floats, taps, distance, add);
        else
            FinishLoop<Simd128>(sums, plane, floats, taps, distance, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<V>(in TilePicture source, TileRun run, int firstColumn, int columns, float* to, nint pitch, nint plane)
        where V : struct, ISimd<V>
    {
        float* zeros = stackalloc float[16];
        nint stride = source.Stride;
        float* upper = source.Row(run.Picture, run.Row) + run.Column * stride + firstColumn;
        float* lower = source.Row(run.Picture, run.Row + 1);
        bool hasLowerRow = lower != null;
        lower += run.Column * stride + firstColumn;
        int wholeTiles = (source.Width - run.Column) / 2;
        nint plane4 = 4 * plane;
        for (int n = 0; n < columns; n += V.Count)
        {
            float* q = to + n;
            float* p = upper + n;
            float* r = lower + n;
            for (int tile = 0; tile < run.Tiles; tile++, q += pitch, p += 2 * stride, r += 2 * stride)
            {
                bool hasRightColumn = tile < wholeTiles;
                V d00 = V.Load(p);
                V d01 = V.Load(hasRightColumn ? p + stride : zeros);
                V d10 = V.Load(hasLowerRow ? r : zeros);
                V d11 = V.Load(hasLowerRow && hasRightColumn ? r + stride : zeros);
                Row(d00, d01, q, plane);
                Row(d00 + d10, d01 + d11, q + plane4, plane);
                Row(d00 - d10, d01 - d11, q + 2 * plane4, plane);
                Row(d10, d11, q + 3 * plane4, plane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<V>(V a, V b, float* to, nint plane)
        where V : struct, ISimd<V>
    {
        a.Store(to);
        (a + b).Store(to + plane);
        (a - b).Store(to + 2 * plane);
        b.Store(to + 3 * plane);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FinishLoop<V>(float* sums, nint plane, int floats, float* taps, nint distance, bool add)
        where V : struct, ISimd<V>
    {
        V half = V.Create(0.5f);
        nint plane4 = 4 * plane;
        for (int i = 0; i < floats; i += V.Count)
        {
            // Down the columns first.
            float* q = sums + i;
            V m1 = V.Load(q + plane4), m2 = V.Load(q + 2 * plane4);
            V mean = half * (m1 + m2);
            V a0 = V.Load(q) + mean, b0 = half * (m1 - m2), c0 = mean - V.Load(q + 3 * plane4);
            q += plane;
            m1 = V.Load(q + plane4);
            m2 = V.Load(q + 2 * plane4);
            mean = half * (m1 + m2);
            V a1 = V.Load(q) + mean, b1 = half * (m1 - m2), c1 = mean - V.Load(q + 3 * plane4);
            q += plane;
            m1 = V.Load(q + plane4);
            m2 = V.Load(q + 2 * plane4);
            mean = half * (m1 + m2);
            V a2 = V.Load(q) + mean, b2 = half * (m1 - m2), c2 = mean - V.Load(q + 3 * plane4);
            q += plane;
            m1 = V.Load(q + plane4);
            m2 = V.Load(q + 2 * plane4);
            mean = half * (m1 + m2);
            V a3 = V.Load(q) + mean, b3 = half * (m1 - m2), c3 = mean - V.Load(q + 3 * plane4);
            float* p = taps + i;
            Taps(a0, a1, a2, a3, half, p, distance, add);
            Taps(b0, b1, b2, b3, half, p + 3 * distance, distance, add);
            Taps(c0, c1, c2, c3, half, p + 6 * distance, distance, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Taps<V>(V a, V b, V c, V d, V half, float* to, nint distance, bool add)
        where V : struct, ISimd<V>
    {
        V mean = half * (b + c);
        V left = a + mean, middle = half * (b - c), right = mean - d;
        if (add)
        {
            left = V.Load(to) + left;
            middle = V.Load(to + distance) + middle;
            right = V.Load(to + 2 * distance) + right;
        }

        left.Store(to);
        middle.Store(to + distance);
        right.Store(to + 2 * distance);
    }
}
