using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>
/// Reads one file of CIFAR-10's binary version. The format has no header and no magic number, so its length and its labels
/// are all that can tell it from others.
/// </summary>
internal static class CifarReader
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = 32;

    /// <summary>The bytes of a picture's pixels.</summary>
    public const int PixelBytes = 3 * Side * Side;

    private const int RecordBytes = 1 + PixelBytes;

    /// <summary>CIFAR-100 has a coarse and a fine label.</summary>
    private const int RecordBytesOf100 = 2 + PixelBytes;

    /// <summary>The number of pictures that a file holds by its length.</summary>
    public static long CountPictures(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path, "paths");
        using FileStream file = File.OpenRead(path);
        if (file.Length == 0)
            throw new InvalidDataException($"'{path}' is empty: expected pictures of CIFAR-10, {RecordBytes} bytes each.");
        var (pictures, rest) = Math.DivRem(file.Length, RecordBytes);
        return rest == 0 ? pictures : throw NotWhole(file, path, pictures, rest);
    }

    /// <summary>Reads all pictures.</summary>
    /// <returns>Their number.</returns>
    public static int Read(string path, Span<byte> pixels, Span<int> labels)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> label = stackalloc byte[1];
        for (int i = 0; ; i++)
        {
            if (file.Read(label) == 0)
                return i;
            if (label[0] >= CifarFile.Classes)
                throw new InvalidDataException($"'{path}': expected labels from 0 to {CifarFile.Classes - 1}, but picture {i} has {label[0]}. It is damaged, or no file of CIFAR-10's binary version.");
            // The lengths were checked before, so this happens only to a file that someone is writing.
            if (i >= labels.Length || file.ReadAtLeast(pixels.Slice(i * PixelBytes, PixelBytes), PixelBytes, throwOnEndOfStream: false) < PixelBytes)
                throw new InvalidDataException($"'{path}' was changed while it was read: picture {i} does not fit the length that it had.");
            labels[i] = label[0];
        }
    }

    private static InvalidDataException NotWhole(FileStream file, string path, long pictures, long rest)
    {
        string problem = $"expected pictures of CIFAR-10, {RecordBytes} bytes each, but the file has {file.Length} bytes";
        Span<byte> first = stackalloc byte[2];
        int got = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        if (got == 2 && first[0] == 0x1F && first[1] == 0x8B)
            return new($"'{path}': {problem} and is compressed by gzip. Unpack it first: tar xzf cifar-10-binary.tar.gz.");
        if (file.Length % RecordBytesOf100 == 0)
            return new($"'{path}': {problem}, {file.Length / RecordBytesOf100} of {RecordBytesOf100}. It may be CIFAR-100, which has two labels to a picture.");
        return new($"'{path}' is cut short or damaged: {problem}: {pictures} whole picture(s) and {rest} byte(s) more. Fetch it again.");
    }
}
