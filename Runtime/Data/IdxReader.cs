using System.Buffers.Binary;
using System.IO.Compression;

namespace GraphGen.CompilerServices;

/// <summary>What an IDX file of unsigned bytes holds.</summary>
/// <param name="Extents">The extents, outermost first.</param>
/// <param name="Bytes">The elements, row-major.</param>
internal readonly record struct IdxContent(int[] Extents, byte[] Bytes);

/// <summary>Reads one IDX file and believes nothing that it says before it is checked.</summary>
internal static class IdxReader
{
    private const byte UnsignedByte = 0x08;

    /// <summary>Deflate cannot compress better than this, so a longer promise is false, and no memory is taken for it.</summary>
    private const long MaxCompression = 1032;

    public static IdxContent Read(string path, string content, int dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        bool isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!isCompressed)
            return Read(file, path, content, dimensions, mostBytes: file.Length);
        uint end = LastWord(file);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        IdxContent result = Read(unzipped, path, content, dimensions, mostBytes: file.Length * MaxCompression);
        // GZipStream takes a file that ends before its checksum for a whole one. Its last word is the length unzipped.
        uint length = (uint)(4 + 4 * dimensions + result.Bytes.Length);
        return end == length
            ? result
            : throw new InvalidDataException($"'{path}' is compressed by gzip, but damaged or cut short: expected it to end with its unzipped length, {length}, but it ends with {end}. Fetch it again.");
    }

    private static uint LastWord(FileStream file)
    {
        Span<byte> word = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - word.Length);
        file.ReadAtLeast(word, word.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }

    private static IdxContent Read(Stream stream, string path, string content, int dimensions, long mostBytes)
    {
        Span<byte> header = stackalloc byte[4 + 4 * dimensions];
        int got = Fill(stream, header, path);
        CheckMagic(header[..got], path, content, dimensions);
        if (got < header.Length)
            throw new InvalidDataException($"'{path}' is cut short: expected a header of {header.Length} bytes, but the file ends after {got}. Fetch it again.");

        var extents = new int[dimensions];
        long length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + 4 * i)..]);
            if (extent == 0)
                throw new InvalidDataException($"'{path}' is empty: expected {content}, but extent {i + 1} of {dimensions} in its header is 0.");
            // Both factors fit 31 and 32 bits, so the product cannot overflow before it is seen to be too large.
            length *= extent;
            if (extent > int.MaxValue || length > Array.MaxLength)
                throw new InvalidDataException($"'{path}': its header promises more than {Array.MaxLength} bytes of {content}, more than one array holds. It is damaged, or no file for this reader.");
            extents[i] = (int)extent;
        }

        string promise = dimensions == 1 ? $"{length} bytes" : $"{string.Join(" x ", extents)} = {length} bytes";
        if (length > mostBytes)
            throw new InvalidDataException($"'{path}' is cut short: its header promises {promise}, more than a file of {new FileInfo(path).Length} bytes can hold. Fetch it again.");

        var bytes = new byte[length];
        int read = Fill(stream, bytes, path);
        if (read < bytes.Length)
            throw new InvalidDataException($"'{path}' is cut short: its header promises {promise}, but only {read} follow. Fetch it again.");
        if (Fill(stream, header[..1], path) != 0)
            throw new InvalidDataException($"'{path}' is too long: its header promises {promise}, but more follow. It is damaged, or another file was appended.");
        return new IdxContent(extents, bytes);
    }

    /// <summary>Reads until the span is full or the stream ends; the decompressor's complaints name no file, so that is added.</summary>
    private static int Fill(Stream stream, Span<byte> destination, string path)
    {
        try
        {
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException damage)
        {
            throw new InvalidDataException($"'{path}' is compressed by gzip, but damaged or cut short ({damage.Message.TrimEnd('.')}). Fetch it again.", damage);
        }
    }

    private static void CheckMagic(ReadOnlySpan<byte> header, string path, string content, int dimensions)
    {
        string expected = $"expected {content}: an IDX file that begins with 00 00 {UnsignedByte:X2} {dimensions:X2} (unsigned bytes, {dimensions} dimension{(dimensions == 1 ? "" : "s")})";
        if (header.Length < 4)
            throw new InvalidDataException($"'{path}': {expected}, but the file has only {header.Length} byte(s).");
        string found = Convert.ToHexString(header[..4]);
        found = $"{found[..2]} {found[2..4]} {found[4..6]} {found[6..]}";
        if (header[0] != 0 || header[1] != 0)
            throw new InvalidDataException($"'{path}': {expected}, but it begins with {found}. It is no IDX file.");
        if (header[2] != UnsignedByte)
            throw new InvalidDataException($"'{path}': {expected}, but it begins with {found}: elements of type {TypeName(header[2])}.");
        if (header[3] != dimensions)
            throw new InvalidDataException($"'{path}': {expected}, but it begins with {found}: {header[3]} dimension(s). Are pictures and labels swapped?");
    }

    private static string TypeName(byte type) => type switch
    {
        0x09 => "signed byte",
        0x0B => "16-bit integer",
        0x0C => "32-bit integer",
        0x0D => "32-bit float",
        0x0E => "64-bit float",
        _ => $"0x{type:X2}, which the format does not know",
    };
}
