using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GraphGen.CompilerServices;

/// <summary>Pictures whose pixels tiles are made of, channels last; beyond their borders all is zero.</summary>
/// <param name="tensor">The pictures, a row for each pixel.</param>
/// <param name="height">Rows of a picture.</param>
/// <param name="width">Columns of a picture.</param>
internal readonly unsafe struct TilePicture(in Tensor<float> tensor, int height, int width)
{
    private const int FloatsPerLine = 16;

    private readonly float* _data = tensor.Data;
    private readonly int _pixels = tensor.Rows;

    public int Height { get; } = height;

    public int Width { get; } = width;

    public nint Stride { get; } = tensor.Stride;

    /// <summary>The first pixel of a row, or null for a row beyond the border.</summary>
    public float* Row(int picture, int row) => (uint)row < (uint)Height ? _data + ((nint)picture * _pixels + (nint)row * Width) * Stride : null;

    /// <summary>The number of the first pixel so many rows below a run's.</summary>
    public int PixelOf(TileRun run, int rows) => (run.Picture * Height + run.Row + rows) * Width;

    /// <summary>
    /// Fetches a sixteenth of some pixels into the second-level cache, while one of sixteen products is made: transforms read and write
    /// in bursts that would wait for memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(int startPixel, int endPixel, int firstColumn, int columns, int sixteenth)
    {
        if (!Sse.IsSupported)
            return;
        int pixels = endPixel - startPixel;
        int end = startPixel + (pixels * (sixteenth + 1) >> 4);
        for (int pixel = startPixel + (pixels * sixteenth >> 4); pixel < end; pixel++)
        {
            float* from = _data + pixel * Stride + firstColumn;
            for (int column = 0; column < columns; column += FloatsPerLine)
                Sse.Prefetch1(from + column);
        }
    }
}
