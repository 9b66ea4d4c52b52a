namespace GraphGen.CompilerServices;

/// <summary>
/// The weight's gradient of 3 × 3 windows by tiles: for each of sixteen planes the product of the input's transform with that of
/// the output's gradient, summed over the tiles of a chunk; its nine taps are added to the gradient chunk by chunk. What a chunk
/// is follows from the picture's shape, so that the sums are the same however the work is shared out.
/// </summary>
internal unsafe struct TileGradient
{
    /// <summary>The least tiles of a chunk.</summary>
    internal static int ChunkTiles = 64;

    /// <summary>Channels whose transforms are kept for all panels of filters.</summary>
    private const int ChannelBlock = 64;

    private const int Gap = 16;

    public TilePicture Input, Gradient;
    public TileGrid Grid;

    /// <summary>Padding of the input.</summary>
    public int Top, Left;

    /// <summary>The weight's gradient.</summary>
    public PanelMatrix Weight;

    /// <summary>The bias's gradient, or null.</summary>
    public float* Bias;

    public bool Accumulate;

    private float* _input, _gradient, _sums;

    /// <summary>The gradient of some channels and some panels, over so many pictures.</summary>
    public void Run(int pictures, int firstChannel, int endChannel, int firstPanel, int endPanel)
    {
        int runs = RunsPerChunk(Grid, out int chunkPictures);
        int tiles = runs * Grid.TilesPerRun;
        int block = Math.Min(ChannelBlock, endChannel - firstChannel);
        _input = Scratch.Rows(16 * (tiles * block + Gap));
        _gradient = Scratch.Columns(16 * (tiles * PanelMatrix.Width + Gap));
        _sums = Scratch.Panel(16 * (block * PanelMatrix.Width + Gap));
        for (int channel = firstChannel; channel < endChannel; channel += block)
        {
            int channels = Math.Min(block, endChannel - channel);
            bool hasBias = Bias != null && channel == firstChannel;
            bool add = Accumulate;
            for (int picture = 0; picture < pictures; picture += chunkPictures)
            {
                int start = picture * Grid.RunsPerPicture;
                int end = Math.Min(picture + chunkPictures, pictures) * Grid.RunsPerPicture;
                for (; start < end; start += runs, add = true)
                    Chunk(start, Math.Min(start + runs, end), channel, channels, firstPanel, endPanel, hasBias, add);
            }
        }
    }

    /// <summary>Runs of one chunk: of a part of a large picture, or of several small pictures.</summary>
    private static int RunsPerChunk(in TileGrid grid, out int pictures)
    {
        int parts = Math.Clamp(grid.TilesPerPicture / ChunkTiles, 1, grid.RunsPerPicture);
        pictures = 1;
        while (pictures * grid.TilesPerPicture < ChunkTiles)
            pictures *= 2;
        return pictures * ((grid.RunsPerPicture + parts - 1) / parts);
    }

    private readonly void Chunk(int start, int end, int channel, int channels, int firstPanel, int endPanel, bool hasBias, bool add)
    {
        int tiles = 0;
        for (int number = start; number < end; number++)
            tiles += Grid.Run(number).Tiles;
        nint inputPlane = tiles * channels + Gap;
        float* to = _input;
        for (int number = start; number < end; number++)
        {
            TileRun run = Grid.Run(number);
            InputTransform.Run(Input, run, Top, Left, channel, channels, to, channels, inputPlane);
            to += run.Tiles * channels;
        }

        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            int width = Weight.WidthOf(panel);
            nint plane = tiles * width + Gap;
            int column = panel * PanelMatrix.Width;
            to = _gradient;
            for (int number = start; number < end; number++)
            {
                TileRun run = Grid.Run(number);
                GradientTransform.Run(Gradient, run, column, width, to, width, plane);
                to += run.Tiles * width;
            }

            // The plane in the middle of the first four holds the sum of each tile's pixels.
            if (hasBias)
                ColumnSum.Run(_gradient + 5 * plane, width, tiles, width, Bias + column, add);
            Multiply(tiles, channels, width, inputPlane, plane);
            float* taps = Weight.Panel(panel) + (nint)channel * width;
            GradientTransform.Finish(_sums, channels * width + Gap, channels * width, taps, (nint)Weight.Inputs / 9 * width, add);
        }
    }

    private readonly void Multiply(int tiles, int channels, int width, nint inputPlane, nint plane)
    {
        PanelProduct product = new()
        {
            A = _input,
            ARow = 1,
            AStep = channels,
            B = _gradient,
            BStep = width,
            C = _sums,
            CRow = width,
            Count = tiles,
            Width = width,
        };
        for (int i = 0; i < 16; i++)
        {
            product.Run(0, channels);
            product.A += inputPlane;
            product.B += plane;
            product.C += channels * width + Gap;
        }
    }
}
