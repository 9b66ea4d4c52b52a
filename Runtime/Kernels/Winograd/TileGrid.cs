namespace GraphGen.CompilerServices;

/// <summary>
/// How pictures fall into tiles of 2 × 2 pixels. Tiles are worked off in runs, side by side in one row of one picture;
/// the runs of all pictures of a batch are numbered one after another, row by row.
/// </summary>
/// <param name="height">Rows of a picture.</param>
/// <param name="width">Columns of a picture.</param>
internal readonly struct TileGrid(int height, int width)
{
    /// <summary>A row of more tiles falls into several runs, so that what is made of a run stays near.</summary>
    private const int LongestRun = 64;

    private readonly int _columns = (width + 1) / 2;

    public int Height { get; } = height;

    public int Width { get; } = width;

    public int RunsPerRow { get; } = ((width + 1) / 2 + LongestRun - 1) / LongestRun;

    public int RunsPerPicture => (Height + 1) / 2 * RunsPerRow;

    public int TilesPerPicture => (Height + 1) / 2 * _columns;

    /// <summary>The most tiles of one run.</summary>
    public int TilesPerRun => (_columns + RunsPerRow - 1) / RunsPerRow;

    public TileRun Run(int number)
    {
        int picture = number / RunsPerPicture;
        int within = number % RunsPerPicture;
        int part = within % RunsPerRow;
        int first = _columns * part / RunsPerRow;
        return new TileRun(picture, 2 * (within / RunsPerRow), 2 * first, _columns * (part + 1) / RunsPerRow - first);
    }
}

/// <summary>Tiles side by side.</summary>
/// <param name="Picture">The number of the picture.</param>
/// <param name="Row">The upper row of pixels.</param>
/// <param name="Column">The first column of pixels.</param>
/// <param name="Tiles">The number of tiles.</param>
internal readonly record struct TileRun(int Picture, int Row, int Column, int Tiles);
