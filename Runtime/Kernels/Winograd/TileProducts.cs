using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// A convolution of 3 × 3 windows by tiles: the source's transform, sixteen products with the weight's, the result's transform and
/// the epilogue, block by block of some tiles. Serves the data gradient as well: as a convolution with the weight turned, or, where
/// the output falls into fewer tiles than the input, by the patches that each tile of the output's gradient adds.
/// </summary>
internal unsafe struct TileProducts
{
    /// <summary>Tiles of one block.</summary>
    private const int BlockTiles = 32;

    /// <summary>Floats of source and result that stay in the second-level cache from one layer to the next: 512 KiB.</summary>
    internal const int NearFloats = 128 << 10;

    /// <summary>Elements between the planes of neighbouring products, beyond their size: stores to all of them would meet in the cache.</summary>
    private const int Gap = 16;

    public TilePicture Source;

    /// <summary>Channels of the source: the length of the sums.</summary>
    public int Channels;

    /// <summary>Padding of the source; that of the result, if tiles add patches.</summary>
    public int Top, Left;

    /// <summary>The result.</summary>
    public Tensor<float> Result;
    public TilePicture ResultPicture;

    /// <summary>The tiles of the result; those of the source, if they add patches.</summary>
    public TileGrid Grid;

    /// <summary>Whether tiles are the source's and add patches to the result.</summary>
    public bool AddsPatches;

    /// <summary>The weight's transform: the planes of one panel after another, from that of the first column on.</summary>
    public float* Weight;

    /// <summary>The columns of the result to be made.</summary>
    public int FirstColumn, EndColumn;

    /// <summary>The loop over finished pixels, or null.</summary>
    public delegate*<void*, float*, nint, int, int, int, int, void> Epilogue;
    public void* EpilogueArgument;

    private float* _input, _products;
    private nint _inputPitch, _inputPlane;
    private bool _isFar;

    /// <summary>Computes the pictures <paramref name="start"/> … <paramref name="end"/> - 1.</summary>
    public void Run(int start, int end)
    {
        int first = start * Grid.RunsPerPicture, last = end * Grid.RunsPerPicture;
        int most = Math.Max(1, BlockTiles / Grid.TilesPerRun);
        nint pictureFloats = Source.Height * Source.Width * Source.Stride + Result.Rows * (nint)Result.Stride;
        _isFar = (end - start) * pictureFloats > NearFloats;
        int blocks = (last - first + most - 1) / most;
        int tiles = Math.Min(most, last - first) * Grid.TilesPerRun;
        _inputPitch = OperandCopy.PaysForRows(Channels) ? Channels + Gap : Channels;
        _inputPlane = tiles * _inputPitch + Gap;
        _input = Scratch.Rows((int)(16 * _inputPlane));
        _products = Scratch.Columns(16 * (tiles * PanelMatrix.Width + Gap));
        for (; blocks > 0; blocks--)
        {
            int runs = (last - first) / blocks;
            Block(first, first + runs);
            first += runs;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Block(int start, int end)
    {
        int tiles = 0;
        for (int number = start; number < end; number++)
        {
            TileRun run = Grid.Run(number);
            float* to = _input + tiles * _inputPitch;
            if (AddsPatches)
                GradientTransform.Run(Source, run, 0, Channels, to, _inputPitch, _inputPlane);
            else
                InputTransform.Run(Source, run, Top, Left, 0, Channels, to, _inputPitch, _inputPlane);
            tiles += run.Tiles;
        }

        float* weight = Weight;
        for (int column = FirstColumn; column < EndColumn; column += PanelMatrix.Width)
        {
            int width = Math.Min(PanelMatrix.Width, EndColumn - column);
            nint plane = tiles * width + Gap;
            Multiply(weight, width, tiles, plane, start, end, column);
            weight += 16 * WeightTransform.PlaneOf(Channels * width);
            Finish(start, end, column, width, plane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(float* weight, int width, int tiles, nint plane, int start, int end, int column)
    {
        nint weightPlane = WeightTransform.PlaneOf(Channels * width);
        PanelProduct product = new()
        {
            A = _input,
            ARow = _inputPitch,
            AStep = 1,
            BStep = width,
            C = _products,
            CRow = width,
            Count = Channels,
            Width = width,
        };
        // What the results will lie in, and what the next block is made of.
        int resultRow = AddsPatches ? 2 - Top : 0, sourceRow = AddsPatches ? 0 : 2 - Top;
        int resultStart = ResultPicture.PixelOf(Grid.Run(start), resultRow), resultEnd = ResultPicture.PixelOf(Grid.Run(end), resultRow);
        int sourceStart = Source.PixelOf(Grid.Run(end), sourceRow), sourceEnd = Source.PixelOf(Grid.Run(2 * end - start), sourceRow);
        for (int i = 0; i < 16; i++)
        {
            if (_isFar)
            {
                ResultPicture.Fetch(resultStart, resultEnd, column, width, i);
                if (column == FirstColumn)
                    Source.Fetch(sourceStart, sourceEnd, 0, Channels, i);
            }

            // The weight of data gradients is turned, but patches are made by the weight as it is.
            product.B = weight + (AddsPatches ? WeightTransform.TurnedPlane(i) : i) * weightPlane;
            product.Run(0, tiles);
            product.A += _inputPlane;
            product.C += plane;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(int start, int end, int column, int width, nint plane)
    {
        float* from = _products;
        for (int number = start; number < end; number++)
        {
            TileRun run = Grid.Run(number);
            if (AddsPatches)
                PatchTransform.Run(from, width, plane, run, ResultPicture, Top, Left, column, width);
            else
                OutputTransform.Run(from, width, plane, run, ResultPicture, column, width);
            from += run.Tiles * width;
            if (Epilogue == null)
                continue;
            var (firstRow, endRow) = FinishedRows(run);
            if (Grid.RunsPerRow == 1)
            {
                Apply(run.Picture, firstRow, 0, (endRow - firstRow) * ResultPicture.Width, column, width);
                continue;
            }

            int pixels = Math.Min(2 * run.Tiles, Grid.Width - run.Column);
            for (int row = firstRow; row < endRow; row++)
                Apply(run.Picture, row, run.Column, pixels, column, width);
        }
    }

    /// <summary>The rows of the result to which nothing is added behind a run.</summary>
    private readonly (int First, int End) FinishedRows(TileRun run)
    {
        int height = ResultPicture.Height;
        if (!AddsPatches)
            return (run.Row, Math.Min(run.Row + 2, height));
        int end = run.Row + 2 < Grid.Height ? Math.Clamp(run.Row + 2 - Top, 0, height) : height;
        return (Math.Clamp(run.Row - Top, 0, end), end);
    }

    private readonly void Apply(int picture, int firstRow, int firstPixel, int pixels, int column, int width)
    {
        if (pixels == 0)
            return;
        int row = picture * Result.Rows + firstRow * ResultPicture.Width + firstPixel;
        Epilogue(EpilogueArgument, Result.Data + (nint)row * Result.Stride + column, Result.Stride, pixels, width, row, column);
    }
}
