using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// G·g·Gᵀ: sixteen panels from the nine that belong to the taps of a 3 × 3 window. The planes lie apart by a little more than
/// their size, so that stores to all of them do not meet in the cache.
/// </summary>
internal static unsafe class WeightTransform
{
    private const int Gap = 16;

    /// <summary>Elements between two planes of that many elements.</summary>
    public static nint PlaneOf(int floats) => floats + Gap;

    /// <summary>Where the planes of a panel begin whose rows are so many; panels before it are full.</summary>
    public static nint OffsetOf(int panel, int rows) => panel * 16 * PlaneOf(rows * PanelMatrix.Width);

    /// <summary>The plane of the turned window that is some plane of the window as it is: the first and the last change places.</summary>
    public static int TurnedPlane(int plane) => 4 * Turned(plane / 4) + Turned(plane % 4);

    /// <summary>Transforms a panel as it is: plane rows are channels, columns filters.</summary>
    public static void Run(in PanelMatrix weight, int panel, float* to)
    {
        int floats = weight.Inputs / 9 * weight.WidthOf(panel);
        Run(weight.Panel(panel), floats, floats, to);
    }

    /// <summary>
    /// Transforms the weights of some channels for the transposed convolution, the window turned by half a circle: plane rows are
    /// filters, columns those channels.
    /// </summary>
    public static void RunTransposed(in PanelMatrix weight, int firstChannel, int width, float* to)
    {
        int channels = weight.Inputs / 9;
        int floats = weight.Outputs * width;
        float* taps = Scratch.Columns(9 * floats);
        for (int tap = 0; tap < 9; tap++)
        {
            for (int panel = 0; panel < weight.Panels; panel++)
            {
                int columns = weight.WidthOf(panel);
                PanelTranspose.Block(
                    weight.Panel(panel) + ((nint)tap * channels + firstChannel) * columns, columns, width, columns,
                    taps + (nint)tap * floats + panel * PanelMatrix.Width * width, width);
            }
        }

        Run(taps + 8 * (nint)floats, -floats, floats, to);
    }

    private static int Turned(int i) => i is 0 or 3 ? 3 - i : i;

    private static void Run(float* taps, nint distance, int floats, float* to)
    {
        int bits = PanelProduct.VectorBits;
        if (Vector512.IsHardwareAccelerated && bits == 512)
            Loop<Simd512>(taps, distance, floats, to, PlaneOf(floats));
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            Loop<Simd256>(taps, distance, floats, to, PlaneOf(floats));
        else
            Loop<Simd128>(taps, distance, floats, to, PlaneOf(floats));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<V>(float* taps, nint distance, int floats, float* to, nint plane)
        where V : struct, ISimd<V>
    {
        V half = V.Create(0.5f);
        for (int i = 0; i < floats; i += V.Count)
        {
            float* p = taps + i;
            V a0 = V.Load(p), a1 = V.Load(p + distance), a2 = V.Load(p + 2 * distance);
            p += 3 * distance;
            V b0 = V.Load(p), b1 = V.Load(p + distance), b2 = V.Load(p + 2 * distance);
            p += 3 * distance;
            V c0 = V.Load(p), c1 = V.Load(p + distance), c2 = V.Load(p + 2 * distance);
            float* q = to + i;
            Row(a0, a1, a2, half, q, plane);
            V s0 = a0 + c0, s1 = a1 + c1, s2 = a2 + c2;
            Row(half * (s0 + b0), half * (s1 + b1), half * (s2 + b2), half, q + 4 * plane, plane);
            Row(half * (s0 - b0), half * (s1 - b1), half * (s2 - b2), half, q + 8 * plane, plane);
            Row(c0, c1, c2, half, q + 12 * plane, plane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<V>(V a, V b, V c, V half, float* to, nint plane)
        where V : struct, ISimd<V>
    {
        V sum = a + c;
        a.Store(to);
        (half * (sum + b)).Store(to + plane);
        (half * (sum - b)).Store(to + 2 * plane);
        c.Store(to + 3 * plane);
    }
}
