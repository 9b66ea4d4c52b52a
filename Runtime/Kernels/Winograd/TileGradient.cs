using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// The weight's gradient of 3 × 3 windows by tiles: for each of sixteen planes the product of the input's transform with that of
/// the output's gradient, summed over the tiles of a chunk of pictures; its nine taps are added to the gradient chunk by chunk. How
/// many pictures a chunk has follows from the shape, so that the sums are the same however the work is shared out.
/// </summary>
internal unsafe struct TileGradient
{
    /// <summary>Tiles of a chunk, if pictures have fewer, and of a block that is transformed in one go.</summary>
    private const int BlockTiles = 128;

    /// <summary>Weights of a tap too few to be shared out.</summary>
    private const int FewWeights = 512;

    /// <summary>Weights of a tap whose sums are kept in sixteen planes: 256 KiB.</summary>
    private const int NearWeights = 4096;

    private const int MostChannels = 64;
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

    /// <summary>Panels to be made.</summary>
    public int FirstPanel, EndPanel;

    private float* _input, _gradient, _sums;
    private nint _panelSums;
    private bool _isFar;

    /// <summary>The gradient of some channels over the pictures <paramref name="start"/> … <paramref name="end"/> - 1.</summary>
    public void Run(int start, int end, int firstChannel, int endChannel)
    {
        // Small weights are summed picture by picture, so that several workers can each take some pictures.
        int pictures = 1;
        while (Weight.Inputs / 9 * Weight.Outputs > FewWeights && pictures * Grid.TilesPerPicture < BlockTiles)
            pictures *= 2;
        nint pictureFloats = Input.Height * Input.Width * Input.Stride + Gradient.Height * Gradient.Width * Gradient.Stride;
        int runs = Math.Max(1, Math.Min(BlockTiles / Grid.TilesPerRun, pictures * Grid.RunsPerPicture));
        int tiles = runs * Grid.TilesPerRun;
        int columns = (EndPanel - FirstPanel) * PanelMatrix.Width;
        int block = Math.Min(Math.Clamp(NearWeights / columns & -16, 16, MostChannels), endChannel - firstChannel);
        // Where the transforms of a block fill the cache, what is fetched would drive them out.
        _isFar = (end - start) * pictureFloats > TileProducts.NearFloats && 16 * tiles * (block + PanelMatrix.Width) < TileProducts.NearFloats;
        _input = Scratch.Rows(16 * (tiles * block + Gap));
        _gradient = Scratch.Columns(16 * (tiles * PanelMatrix.Width + Gap));
        _panelSums = 16 * (block * PanelMatrix.Width + Gap) + PanelMatrix.Width;
        _sums = Scratch.Panel((int)_panelSums * (EndPanel - FirstPanel));
        for (int channel = firstChannel; channel < endChannel; channel += block)
        {
            int channels = Math.Min(block, endChannel - channel);
            bool hasBias = Bias != null && channel == firstChannel;
            for (int picture = start; picture < end; picture += pictures)
            {
                int last = Math.Min(picture + pictures, end) * Grid.RunsPerPicture;
                Chunk(picture * Grid.RunsPerPicture, last, runs, channel, channels, hasBias, Accumulate || picture > start);
            }
        }
    }

    /// <summary>The sums of one chunk, block by block, and their taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Chunk(int start, int end, int runs, int channel, int channels, bool hasBias, bool add)
    {
        bool isFirst = true;
        for (int blocks = (end - start + runs - 1) / runs; blocks > 0; blocks--)
        {
            int next = start + (end - start) / blocks;
            int tiles = TransformInput(start, next, channel, channels);
            for (int panel = FirstPanel; panel < EndPanel; panel++)
            {
                int width = Weight.WidthOf(panel);
                nint plane = tiles * width + Gap;
                float* sums = _sums + (panel - FirstPanel) * _panelSums;
                TransformGradient(start, next, panel * PanelMatrix.Width, width, plane);
                Multiply(tiles, channels, width, plane, sums, !isFirst, next, 2 * next - start, panel == FirstPanel ? channel : -1);
                float* bias = sums + _panelSums - PanelMatrix.Width;
                // The plane in the middle of the first sixteenths holds the sum of each tile's pixels.
                if (hasBias)
                    ColumnSum.Run(_gradient + 5 * plane, width, tiles, width, bias, !isFirst);
                if (blocks > 1)
                    continue;
                if (hasBias)
                    ColumnSum.Run(bias, width, 1, width, Bias + panel * PanelMatrix.Width, add);
                GradientTransform.Finish(
                    sums, channels * width + Gap, channels * width, Weight.Panel(panel) + (nint)channel * width, (nint)Weight.Inputs / 9 * width, add);
            }

            isFirst = false;
            start = next;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int TransformInput(int start, int end, int channel, int channels)
    {
        int tiles = 0;
        for (int number = start; number < end; number++)
            tiles += Grid.Run(number).Tiles;
        float* to = _input;
        for (int number = start; number < end; number++)
        {
            TileRun run = Grid.Run(number);
            InputTransform.Run(Input, run, Top, Left, channel, channels, to, channels, tiles * channels + Gap);
            to += run.Tiles * channels;
        }

        return tiles;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void TransformGradient(int start, int end, int column, int width, nint plane)
    {
        float* to = _gradient;
        for (int number = start; number < end; number++)
        {
            TileRun run = Grid.Run(number);
            GradientTransform.Run(Gradient, run, column, width, to, width, plane);
            to += run.Tiles * width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(
        int tiles, int channels, int width, nint plane, float* sums, bool add, int nextStart, int nextEnd, int fetchedChannel)
    {
        // What the next block is made of, to be fetched from some channel on, or from none.
        TileRun first = Grid.Run(nextStart), last = Grid.Run(nextEnd);
        int inputStart = Input.PixelOf(first, 2 - Top), inputEnd = Input.PixelOf(last, 2 - Top);
        int gradientStart = Gradient.PixelOf(first, 0), gradientEnd = Gradient.PixelOf(last, 0);
        PanelProduct product = new()
        {
            A = _input,
            ARow = 1,
            AStep = channels,
            B = _gradient,
            BStep = width,
            C = sums,
            CRow = width,
            Count = tiles,
            Width = width,
            Accumulate = add,
        };
        for (int i = 0; i < 16; i++)
        {
            if (_isFar && fetchedChannel >= 0)
            {
                Input.Fetch(inputStart, inputEnd, fetchedChannel, channels, i);
                Gradient.Fetch(gradientStart, gradientEnd, FirstPanel * PanelMatrix.Width, (EndPanel - FirstPanel) * PanelMatrix.Width, i);
            }

            product.Run(0, channels);
            product.A += tiles * channels + Gap;
            product.B += plane;
            product.C += channels * width + Gap;
        }
    }
}
