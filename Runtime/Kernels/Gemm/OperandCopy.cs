using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Copies of operands that lie badly for tiles, made once for a block that many tiles read. Rows a multiple of 4096 bytes
/// apart fall into the same few places of the first-level cache, so that the rows of one tile drive each other out; and a
/// tile that walks down the columns of many long rows meets a new page of memory at each step, far away.
/// </summary>
internal static unsafe class OperandCopy
{
    /// <summary>Floats between rows that meet in the cache: its sets times the size of a line.</summary>
    private const int MeetingDistance = 1024;

    /// <summary>Floats that the second-level cache keeps while tiles walk down column after column.</summary>
    private const int NearFloats = 192 << 10;

    /// <summary>Whether tiles that take some whole rows at that distance had better read a copy.</summary>
    public static bool PaysForRows(nint stride) => stride % MeetingDistance == 0;

    /// <summary>Whether tiles that walk down the columns of that many rows had better read a copy.</summary>
    public static bool PaysForColumns(nint stride, int rows) => PaysForRows(stride) || stride * rows > NearFloats;

    /// <summary>Copies rows side by side; their new distance is never one that would need a copy.</summary>
    public static void Rows(ref float* data, ref nint stride, int rows, int columns)
    {
        int pitch = Tensor<float>.PaddedColumns(columns);
        if (PaysForRows(pitch))
            pitch += 16;
        float* to = Scratch.Rows(rows * pitch);
        Block(data, stride, rows, columns, to, pitch);
        data = to;
        stride = pitch;
    }

    /// <summary>
    /// Copies the columns in blocks of that width, one block after the other: block b is <paramref name="rows"/> rows of
    /// <paramref name="width"/> elements from <c>rows * width * b</c> on.
    /// </summary>
    public static float* Columns(float* from, nint stride, int rows, int columns, int width)
    {
        float* to = Scratch.Rows(rows * ((columns + width - 1) / width) * width);
        for (int column = 0; column < columns; column += width)
            Block(from + column, stride, rows, Math.Min(width, columns - column), to + (nint)rows * column, width);
        return to;
    }

    /// <summary>Copies the rows of one panel.</summary>
    public static void Panel(ref float* data, ref nint stride, int rows, int width)
    {
        float* to = Scratch.Columns(rows * width);
        Block(data, stride, rows, width, to, width);
        data = to;
        stride = width;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(float* from, nint stride, int rows, int columns, float* to, nint pitch)
    {
        for (int row = 0; row < rows; row++)
            Unsafe.CopyBlockUnaligned(to + row * pitch, from + row * stride, (uint)columns * sizeof(float));
    }
}
