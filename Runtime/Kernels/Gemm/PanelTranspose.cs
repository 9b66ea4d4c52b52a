using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GraphGen.CompilerServices;

/// <summary>Turns 32 rows of a weight into a panel of the transposed weight: what the data gradient multiplies by.</summary>
internal static unsafe class PanelTranspose
{
    [ThreadStatic]
    private static float[]? t_scratch;

    /// <summary>
    /// The calling thread's scratch, grown to at least that many floats; it is kept, so that steps allocate nothing.
    /// </summary>
    public static float* Scratch(int floats)
    {
        const int alignment = 16;
        if (t_scratch is null || t_scratch.Length < floats + alignment)
            t_scratch = GC.AllocateUninitializedArray<float>(floats + alignment, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref t_scratch[0]);
        return (float*)((address + 63) & ~(nuint)63);
    }

    /// <summary>Writes weight rows <paramref name="first"/> … as columns: <c>to[n * width + j] = weight[first + j, n]</c>, zero beyond the last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in PanelMatrix weight, int first, int width, float* to)
    {
        int rows = Math.Min(width, weight.Inputs - first);
        if (rows < width)
            new Span<float>(to, weight.Outputs * width).Clear();
        for (int panel = 0; panel < weight.Panels; panel++)
        {
            int stride = weight.WidthOf(panel);
            int start = panel * PanelMatrix.Width;
            int columns = Math.Min(stride, weight.Outputs - start);
            float* from = weight.Panel(panel) + (nint)first * stride;
            int quads = Sse.IsSupported ? columns & ~3 : 0;
            for (int row = 0; row < (rows & ~3); row += 4)
            {
                for (int column = 0; column < quads; column += 4)
                    Quad(from + (nint)row * stride + column, stride, to + (nint)(start + column) * width + row, width);
            }

            for (int column = 0; column < columns; column++)
            {
                for (int row = column < quads ? rows & ~3 : 0; row < rows; row++)
                    to[(nint)(start + column) * width + row] = from[(nint)row * stride + column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(float* from, nint stride, float* to, nint width)
    {
        Vector128<float> r0 = Vector128.Load(from);
        Vector128<float> r1 = Vector128.Load(from + stride);
        Vector128<float> r2 = Vector128.Load(from + 2 * stride);
        Vector128<float> r3 = Vector128.Load(from + 3 * stride);
        Vector128<float> low01 = Sse.UnpackLow(r0, r1);
        Vector128<float> high01 = Sse.UnpackHigh(r0, r1);
        Vector128<float> low23 = Sse.UnpackLow(r2, r3);
        Vector128<float> high23 = Sse.UnpackHigh(r2, r3);
        Sse.MoveLowToHigh(low01, low23).Store(to);
        Sse.MoveHighToLow(low23, low01).Store(to + width);
        Sse.MoveLowToHigh(high01, high23).Store(to + 2 * width);
        Sse.MoveHighToLow(high23, high01).Store(to + 3 * width);
    }
}
