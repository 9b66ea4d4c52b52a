using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Bᵀ·d·B for the 4 × 4 pixels under each tile: sixteen planes, each a row of channels for every tile. Neighbouring tiles
/// share two columns of pixels, whose sums down the column are made once.
/// </summary>
internal static unsafe class InputTransform
{
    /// <summary>Transforms the tiles of one run.</summary>
    /// <param name="source">The pictures.</param>
    /// <param name="run">The run; its pixels are those of the result.</param>
    /// <param name="top">Rows of padding above the picture.</param>
    /// <param name="left">Columns of padding to the left of the picture.</param>
    /// <param name="firstChannel">The first channel.</param>
    /// <param name="channels">The number of channels, a multiple of 16.</param>
    /// <param name="to">The first tile's row in the first plane.</param>
    /// <param name="pitch">Elements between the rows of two tiles.</param>
    /// <param name="plane">Elements between two planes.</param>
    public static void Run(
        in TilePicture source, TileRun run, int top, int left, int firstChannel, int channels, float* to, nint pitch, nint plane)
    {
        int bits = PanelProduct.VectorBits;
        if (Vector512.IsHardwareAccelerated && bits == 512)
            Loop<Simd512>(source, run, top, left, firstChannel, channels, to, pitch, plane);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            Loop<Simd256>(source, run, top, left, firstChannel, channels, to, pitch, plane);
        else
            Loop<Simd128>(source, run, top, left, firstChannel, channels, to, pitch, plane);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<V>(
        in TilePicture source, TileRun run, int top, int left, int firstChannel, int channels, float* to, nint pitch, nint plane)
        where V : struct, ISimd<V>
    {
        float* zeros = stackalloc float[16];
        int row = run.Row - top, width = source.Width;
        float* row0 = source.Row(run.Picture, row), row1 = source.Row(run.Picture, row + 1);
        float* row2 = source.Row(run.Picture, row + 2), row3 = source.Row(run.Picture, row + 3);
        nint stride = source.Stride;
        nint step0 = row0 == null ? 0 : stride, step1 = row1 == null ? 0 : stride;
        nint step2 = row2 == null ? 0 : stride, step3 = row3 == null ? 0 : stride;
        nint plane4 = 4 * plane;
        for (int c = 0; c < channels; c += V.Count)
        {
            nint channel = firstChannel + c;
            float* p0 = row0 == null ? zeros : row0 + channel, p1 = row1 == null ? zeros : row1 + channel;
            float* p2 = row2 == null ? zeros : row2 + channel, p3 = row3 == null ? zeros : row3 + channel;
            float* first = to + c - pitch;
            V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero;
            V b0 = V.Zero, b1 = V.Zero, b2 = V.Zero, b3 = V.Zero;
            int x = run.Column - left;
            // Each pass takes two columns more; the first one only makes the two that its tile begins with.
            for (int tile = -1; tile < run.Tiles; tile++, x += 2, first += pitch)
            {
                bool isInside = (uint)x < (uint)width;
                V d1 = V.Load(isInside ? p1 + x * step1 : zeros);
                V d2 = V.Load(isInside ? p2 + x * step2 : zeros);
                V c0 = V.Load(isInside ? p0 + x * step0 : zeros) - d2;
                V c1 = d1 + d2;
                V c2 = d2 - d1;
                V c3 = d1 - V.Load(isInside ? p3 + x * step3 : zeros);
                isInside = (uint)(x + 1) < (uint)width;
                V e1 = V.Load(isInside ? p1 + (x + 1) * step1 : zeros);
                V e2 = V.Load(isInside ? p2 + (x + 1) * step2 : zeros);
                V f0 = V.Load(isInside ? p0 + (x + 1) * step0 : zeros) - e2;
                V f1 = e1 + e2;
                V f2 = e2 - e1;
                V f3 = e1 - V.Load(isInside ? p3 + (x + 1) * step3 : zeros);
                if (tile >= 0)
                {
                    float* q = first;
                    (a0 - c0).Store(q);
                    (b0 + c0).Store(q + plane);
                    (c0 - b0).Store(q + 2 * plane);
                    (b0 - f0).Store(q + 3 * plane);
                    q += plane4;
                    (a1 - c1).Store(q);
                    (b1 + c1).Store(q + plane);
                    (c1 - b1).Store(q + 2 * plane);
                    (b1 - f1).Store(q + 3 * plane);
                    q += plane4;
                    (a2 - c2).Store(q);
                    (b2 + c2).Store(q + plane);
                    (c2 - b2).Store(q + 2 * plane);
                    (b2 - f2).Store(q + 3 * plane);
                    q += plane4;
                    (a3 - c3).Store(q);
                    (b3 + c3).Store(q + plane);
                    (c3 - b3).Store(q + 2 * plane);
                    (b3 - f3).Store(q + 3 * plane);
                }

                (a0, a1, a2, a3) = (c0, c1, c2, c3);
                (b0, b1, b2, b3) = (f0, f1, f2, f3);
            }
        }
    }
}
