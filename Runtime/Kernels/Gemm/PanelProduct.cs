using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// C = A·B for one panel of up to 32 columns: the block that every matrix product is made of. Rows are shared out evenly
/// among register tiles, and the epilogue runs over each tile's result while it is in the first-level cache.
/// </summary>
internal unsafe struct PanelProduct
{
    private const int FloatsPerLine = 16;

    /// <summary>A's first element.</summary>
    public float* A;

    /// <summary>Elements between two rows of A.</summary>
    public nint ARow;

    /// <summary>Elements between two steps along the sum in A.</summary>
    public nint AStep;

    /// <summary>B's first element: columns lie side by side.</summary>
    public float* B;

    /// <summary>Elements between two steps along the sum in B.</summary>
    public nint BStep;

    /// <summary>C's first element: columns lie side by side.</summary>
    public float* C;

    /// <summary>Elements between two rows of C.</summary>
    public nint CRow;

    /// <summary>The length of the sum.</summary>
    public int Count;

    /// <summary>16 or 32 columns.</summary>
    public int Width;

    /// <summary>Whether the sums in C are continued.</summary>
    public bool Accumulate;

    /// <summary>The panel that will be multiplied next, to be fetched ahead, or null.</summary>
    public float* NextB;

    /// <summary>Whether the rows of A are read for the first time, one after another, so that they are fetched ahead.</summary>
    public bool FetchesRows;

    /// <summary>The loop over a finished tile, or null; see <see cref="EpilogueLoop{T}"/>.</summary>
    public delegate*<void*, float*, nint, int, int, int, int, void> Epilogue;

    /// <summary>What the loop is given.</summary>
    public void* EpilogueArgument;

    /// <summary>The column of C at which the panel begins, for the epilogue.</summary>
    public int FirstColumn;

    /// <summary>The widest vectors that tiles use: 512, 256 or 128 bits. Tests narrow it; the bits stay the same.</summary>
    internal static int VectorBits { get; set; } =
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Computes rows <paramref name="start"/> … <paramref name="end"/> - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int start, int end)
    {
        int bits = VectorBits;
        int mostRows = bits == 512 ? (Width == 32 ? Tiles512x32.MostRows : Tiles512x16.MostRows) : Tiles256x16.MostRows;
        // Even shares: a last tile of few rows would wait for its own sums.
        int tiles = (end - start + mostRows - 1) / mostRows;
        for (int tile = 0, row = start; tile < tiles; tile++)
        {
            int rows = (end - row) / (tiles - tile);
            Tile(bits, rows, A + row * ARow, C + row * CRow, tile == tiles - 1);
            if (Epilogue != null)
                Epilogue(EpilogueArgument, C + row * CRow, CRow, rows, Width, row, FirstColumn);
            row += rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Tile(int bits, int rows, float* a, float* c, bool isLast)
    {
        // While a tile is summed up, what comes next is fetched: B's next panel behind the last tile, else the next tile's
        // rows of A if they are new to the caches, else those of C, which stores would wait for.
        float* ahead = c + rows * CRow;
        nint step = CRow;
        int steps = rows;
        if (isLast && NextB != null)
        {
            ahead = NextB;
            step = BStep;
            steps = Count;
        }
        else if (FetchesRows)
        {
            ahead = a + rows * ARow;
            step = 2 * FloatsPerLine;
            steps = (int)(rows * ARow / (2 * FloatsPerLine));
        }

        if (bits == 512)
        {
            if (Width == 32)
                Tiles512x32.Run(rows, a, ARow, AStep, B, BStep, c, CRow, Count, Accumulate, ahead, step, steps);
            else
                Tiles512x16.Run(rows, a, ARow, AStep, B, BStep, c, CRow, Count, Accumulate, ahead, step, steps);
            return;
        }

        for (int column = 0; column < Width; column += 16)
        {
            if (bits == 256)
                Tiles256x16.Run(rows, a, ARow, AStep, B + column, BStep, c + column, CRow, Count, Accumulate, ahead, step, steps);
            else
                Tiles128x16.Run(rows, a, ARow, AStep, B + column, BStep, c + column, CRow, Count, Accumulate, ahead, step, steps);
        }
    }
}
