using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// C = A·B for one panel of up to 32 columns, where A is a window on a picture: along the sum it is read in runs of steps
/// at an even distance, each run beginning where a table says. B is read straight through all runs.
/// </summary>
internal unsafe struct RunProduct
{
    /// <summary>A's first element.</summary>
    public float* A;

    /// <summary>Elements between two rows of A.</summary>
    public nint ARow;

    /// <summary>Elements between two steps of a run in A.</summary>
    public nint AStep;

    /// <summary>Where each run begins, in elements behind a row's first.</summary>
    public nint* Runs;

    /// <summary>The number of runs.</summary>
    public int RunCount;

    /// <summary>Steps of each run.</summary>
    public int Count;

    /// <summary>B's first element: columns lie side by side.</summary>
    public float* B;

    /// <summary>Elements between two steps along the sum in B.</summary>
    public nint BStep;

    /// <summary>C's first element: columns lie side by side.</summary>
    public float* C;

    /// <summary>Elements between two rows of C.</summary>
    public nint CRow;

    /// <summary>16 or 32 columns.</summary>
    public int Width;

    /// <summary>Whether the sums are added to those in C.</summary>
    public bool Add;

    /// <summary>The loop over a finished tile, or null; see <see cref="EpilogueLoop{T}"/>.</summary>
    public delegate*<void*, float*, nint, int, int, int, int, void> Epilogue;

    /// <summary>What the loop is given.</summary>
    public void* EpilogueArgument;

    /// <summary>The row of C for the epilogue.</summary>
    public int FirstRow;

    /// <summary>The column of C at which the panel begins, for the epilogue.</summary>
    public int FirstColumn;

    /// <summary>What is read next, to be fetched ahead.</summary>
    public float* Ahead;

    /// <summary>Elements of it to be fetched with each step of a tile.</summary>
    public nint AheadStep;

    /// <summary>Steps that tiles of that many rows take along the sum, all together.</summary>
    public readonly nint StepsOf(int count) => TilesOf(count) * (nint)RunCount * Count;

    /// <summary>Computes that many rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int count)
    {
        int bits = PanelProduct.VectorBits;
        // Even shares: a last tile of few rows would wait for its own sums.
        int tiles = TilesOf(count);
        nint steps = (nint)RunCount * Count * AheadStep;
        // Nothing to fetch: an address that is in the cache anyway.
        float* ahead = AheadStep > 0 ? Ahead : B;
        for (int tile = 0, row = 0; tile < tiles; tile++)
        {
            int rows = (count - row) / (tiles - tile);
            Tile(bits, rows, A + row * ARow, C + row * CRow, ahead + tile * steps);
            if (Epilogue != null)
                Epilogue(EpilogueArgument, C + row * CRow, CRow, rows, Width, FirstRow + row, FirstColumn);
            row += rows;
        }
    }

    private readonly int TilesOf(int count)
    {
        int most = PanelProduct.VectorBits == 512 ? (Width == 32 ? RunTiles512x32.MostRows : RunTiles512x16.MostRows) : RunTiles256x16.MostRows;
        return (count + most - 1) / most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Tile(int bits, int rows, float* a, float* c, float* ahead)
    {
        if (bits == 512)
        {
            if (Width == 32)
                RunTiles512x32.Run(rows, a, ARow, AStep, Runs, RunCount, B, BStep, c, CRow, Count, Add, ahead, AheadStep);
            else
                RunTiles512x16.Run(rows, a, ARow, AStep, Runs, RunCount, B, BStep, c, CRow, Count, Add, ahead, AheadStep);
            return;
        }

        for (int column = 0; column < Width; column += 16)
        {
            if (bits == 256)
                RunTiles256x16.Run(rows, a, ARow, AStep, Runs, RunCount, B + column, BStep, c + column, CRow, Count, Add, ahead, AheadStep);
            else
                RunTiles128x16.Run(rows, a, ARow, AStep, Runs, RunCount, B + column, BStep, c + column, CRow, Count, Add, ahead, AheadStep);
        }
    }
}
