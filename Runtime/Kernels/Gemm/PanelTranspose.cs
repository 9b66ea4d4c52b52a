using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GraphGen.CompilerServices;

/// <summary>Turns 32 rows of a matrix into a panel of the transposed matrix: what the data gradient multiplies by.</summary>
internal static unsafe class PanelTranspose
{
    /// <summary>Writes weight rows <paramref name="first"/> … as columns: <c>to[n * width + j] = weight[first + j, n]</c>, zero beyond the last row.</summary>
    public static void Run(in PanelMatrix weight, int first, int width, float* to) =>
        Run(weight, first, Math.Min(width, weight.Inputs - first), width, to);

    /// <summary>The same of <paramref name="rows"/> rows: the columns behind them are zero.</summary>
    public static void Run(in PanelMatrix weight, int first, int rows, int width, float* to)
    {
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

    /// <summary>A block of any size: <c>to[column * width + row] = from[row * stride + column]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Block(float* from, nint stride, int rows, int columns, float* to, nint width)
    {
        int size = Avx.IsSupported ? 8 : Sse.IsSupported ? 4 : 1;
        int wholeRows = rows & -size;
        int wholeColumns = size > 1 ? columns & -size : 0;
        for (int column = 0; column < wholeColumns; column += size)
        {
            for (int row = 0; row < wholeRows; row += size)
            {
                if (Avx.IsSupported)
                    Octet(from + row * stride + column, stride, to + column * width + row, width);
                else
                    Quad(from + row * stride + column, stride, to + column * width + row, width);
            }
        }

        for (int column = 0; column < columns; column++)
        {
            for (int row = column < wholeColumns ? wholeRows : 0; row < rows; row++)
                to[column * width + row] = from[row * stride + column];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Octet(float* from, nint stride, float* to, nint width)
    {
        // Rows r and r + 4 share a register, so that 4 × 4 blocks need no exchange of halves behind them.
        Vector256<float> r0 = Halves(from, 4 * stride), s0 = Halves(from + 4, 4 * stride);
        Vector256<float> r1 = Halves(from + stride, 4 * stride), s1 = Halves(from + stride + 4, 4 * stride);
        Vector256<float> r2 = Halves(from + 2 * stride, 4 * stride), s2 = Halves(from + 2 * stride + 4, 4 * stride);
        Vector256<float> r3 = Halves(from + 3 * stride, 4 * stride), s3 = Halves(from + 3 * stride + 4, 4 * stride);
        StoreColumns(r0, r1, r2, r3, to, width);
        StoreColumns(s0, s1, s2, s3, to + 4 * width, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* low, nint distance) =>
        Vector256.Create(Vector128.Load(low), Vector128.Load(low + distance));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumns(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* to, nint width)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(low01, low23, 0b01_00_01_00).Store(to);
        Avx.Shuffle(low01, low23, 0b11_10_11_10).Store(to + width);
        Avx.Shuffle(high01, high23, 0b01_00_01_00).Store(to + 2 * width);
        Avx.Shuffle(high01, high23, 0b11_10_11_10).Store(to + 3 * width);
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
