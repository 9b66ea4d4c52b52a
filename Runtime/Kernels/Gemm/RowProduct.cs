using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// C = A·B for so few rows that the weights' way from the cache, or the wait for the last addition, takes the time: what
/// inference of one sample is. Panels run side by side, as many as there are registers for their sums.
/// </summary>
internal static unsafe class RowProduct
{
    /// <summary>Whether a part is for this: from four rows on <see cref="PanelProduct"/> has sums enough.</summary>
    public static bool Takes(in Part part, in Tensor<float> x) => (part.RowEnd - part.RowStart) * x.Rows <= RowTiles512.MostRows;

    /// <summary>y = epilogue(x·W) for a single row, whole: nothing but its tiles and its epilogue.</summary>
    public static void Run<T>(in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in T epilogue)
        where T : struct, IEpilogue
    {
        int halves = weight.Halves;
        int bits = PanelProduct.VectorBits;
        if (halves == 1)
            RunNarrow(bits, x.Data, weight.Data, y.Data, weight.Inputs, epilogue);
        else if (halves == 2)
            RunPanel(bits, x.Data, weight.Data, y.Data, weight.Inputs, epilogue);
        else
            RunTiles(bits, x, weight, y, epilogue);
    }

    private static void RunNarrow<T>(int bits, float* a, float* b, float* c, int count, in T epilogue)
        where T : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated && bits == 512)
            RowTiles512.Rows1Halves1(a, b, c, count, epilogue);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            RowTiles256.Rows1Halves1(a, b, c, count, epilogue);
        else
            RowTiles128.Rows1Halves1(a, b, c, count, epilogue);
    }

    private static void RunPanel<T>(int bits, float* a, float* b, float* c, int count, in T epilogue)
        where T : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated && bits == 512)
            RowTiles512.Rows1Halves2(a, b, c, count, epilogue);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            RowTiles256.Rows1Halves2(a, b, c, count, epilogue);
        else
            RowTiles128.Rows1Halves2(a, b, c, count, epilogue);
    }

    private static void RunTiles<T>(int bits, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in T epilogue)
        where T : struct, IEpilogue
    {
        int halves = weight.Halves;
        nint panel = (nint)weight.Inputs * PanelMatrix.Width;
        bool hasRun = bits == 512 ? RowTiles512.TryRun(halves, x.Data, weight.Data, panel, y.Data, weight.Inputs)
            : bits == 256 ? RowTiles256.TryRun(halves, x.Data, weight.Data, panel, y.Data, weight.Inputs)
            : RowTiles128.TryRun(halves, x.Data, weight.Data, panel, y.Data, weight.Inputs);
        if (!hasRun)
            RunInShares(bits, 1, halves, x.Data, x.Stride, weight.Data, y.Data, y.Stride, weight.Inputs);
        EpilogueLoop<T>.Run(epilogue, y.Data, y.Stride, 1, halves * PanelMatrix.HalfWidth, 0, 0);
    }

    /// <summary>y = epilogue(x·W) for a part of few rows.</summary>
    public static void Run<T>(in Part part, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in T epilogue)
        where T : struct, IEpilogue
    {
        int first = part.RowStart * x.Rows;
        int rows = part.RowEnd * x.Rows - first;
        int column = part.ColumnStart * PanelMatrix.Width;
        int halves = weight.HalvesIn(part.ColumnStart, part.ColumnEnd);
        float* c = y.Data + (nint)first * y.Stride + column;
        Run(rows, halves, x.Data + (nint)first * x.Stride, x.Stride, weight.Panel(part.ColumnStart), c, y.Stride, weight.Inputs);
        EpilogueLoop<T>.Run(epilogue, c, y.Stride, rows, halves * PanelMatrix.HalfWidth, first, column);
    }

    /// <summary>Computes some rows of a number of panels.</summary>
    /// <param name="rows">The number of rows, up to 3.</param>
    /// <param name="halves">Half panels of 16 columns; an odd number of them ends in a narrow panel.</param>
    /// <param name="a">The first row of A.</param>
    /// <param name="aRow">Elements between two rows of A.</param>
    /// <param name="b">The first panel of B.</param>
    /// <param name="c">The first row of C.</param>
    /// <param name="cRow">Elements between two rows of C.</param>
    /// <param name="count">The length of the sum.</param>
    public static void Run(int rows, int halves, float* a, nint aRow, float* b, float* c, nint cRow, int count)
    {
        int bits = PanelProduct.VectorBits;
        if (!TryRun(bits, rows, halves, a, aRow, b, c, cRow, count))
            RunInShares(bits, rows, halves, a, aRow, b, c, cRow, count);
    }

    /// <summary>More half panels than one tile takes: even shares, of whole panels.</summary>
    private static void RunInShares(int bits, int rows, int halves, float* a, nint aRow, float* b, float* c, nint cRow, int count)
    {
        int most = bits == 512 ? RowTiles512.MostHalves(rows) : bits == 256 ? RowTiles256.MostHalves(rows) : RowTiles128.MostHalves(rows);
        while (halves > 0)
        {
            int tiles = (halves + most - 1) / most;
            int share = tiles == 1 ? halves : Math.Min((halves / tiles + 1) & ~1, most & ~1);
            TryRun(bits, rows, share, a, aRow, b, c, cRow, count);
            b += (nint)share * PanelMatrix.HalfWidth * count;
            c += share * PanelMatrix.HalfWidth;
            halves -= share;
        }
    }

    private static bool TryRun(int bits, int rows, int halves, float* a, nint aRow, float* b, float* c, nint cRow, int count)
    {
        nint panel = (nint)count * PanelMatrix.Width;
        return bits == 512 ? RowTiles512.TryRun(rows, halves, a, aRow, b, panel, c, cRow, count)
            : bits == 256 ? RowTiles256.TryRun(rows, halves, a, aRow, b, panel, c, cRow, count)
            : RowTiles128.TryRun(rows, halves, a, aRow, b, panel, c, cRow, count);
    }
}
