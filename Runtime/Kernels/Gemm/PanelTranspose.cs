using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GraphGen.CompilerServices;

/// <summary>Turns 32 rows of a matrix into a panel of the transposed matrix: what the data gradient multiplies by.</summary>
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
            Block(weight.Panel(panel) + (nint)first * stride, stride, rows, columns, to + (nint)start * width, width);
        }
    }

    /// <summary>The same of up to 32 rows that lie one after another: <c>to[n * width + j] = from[j * stride + n]</c>, zero beyond the last row.</summary>
    public static void Run(float* from, nint stride, int rows, int columns, int width, float* to)
    {
        if (rows < width)
            new Span<float>(to, columns * width).Clear();
        Block(from, stride, rows, columns, to, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(float* from, nint stride, int rows, int columns, float* to, nint width)
    {
        int quads = Sse.IsSupported ? columns & ~3 : 0;
        for (int row = 0; row < (rows & ~3); row += 4)
        {
            for (int column = 0; column < quads; column += 4)
                Quad(from + row * stride + column, stride, to + column * width + row, width);
        }

        for (int column = 0; column < columns; column++)
        {
            for (int row = column < quads ? rows & ~3 : 0; row < rows; row++)
                to[column * width + row] = from[row * stride + column];
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
