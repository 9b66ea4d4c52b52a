using System.Buffers.Binary;

namespace GraphGen.CompilerServices;

/// <summary>
/// Files in the safetensors format (https://github.com/huggingface/safetensors): the header's length in 8 little-endian
/// bytes, the header in JSON, the tensors' elements row by row.
/// </summary>
internal static class SafetensorsFile
{
    private const int LengthBytes = 8;

    /// <summary>Gives the elements of one tensor in public layout; the span has its element count.</summary>
    public delegate void ElementReader(int tensor, Span<float> elements);

    /// <summary>Writes a file, in one piece or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="tensors">Names and shapes, in the order of the file.</param>
    /// <param name="read">Gives their elements.</param>
    /// <exception cref="ArgumentException">A name is used twice or reserved.</exception>
    /// <exception cref="IOException">Writing failed; an old file stays as it was.</exception>
    public static void Save(string path, IReadOnlyList<StateTensor> tensors, ElementReader read)
    {
        byte[] header = HeaderOf(tensors);
        AtomicFile.Write(path, stream => Write(stream, header, tensors, read));
    }

    /// <summary>Writes to a stream, from its position on.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{StateTensor}, ElementReader)"/>
    public static void Save(Stream stream, IReadOnlyList<StateTensor> tensors, ElementReader read)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, HeaderOf(tensors), tensors, read);
    }

    /// <summary>
    /// Reads the tensors that a network expects. The result is complete before the caller changes anything.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The network's tensors.</param>
    /// <param name="options">How strict to be; null for the defaults.</param>
    /// <returns>The elements of each expected tensor in public layout; null where a lenient load found none.</returns>
    /// <exception cref="SafetensorsException">The file is damaged or does not fit: every difference is listed.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static float[]?[] Load(string path, IReadOnlyList<StateTensor> expected, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Load(stream, $"The file '{path}'", expected, options);
    }

    /// <summary>Reads from a stream, from its position to its end.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyList{StateTensor}, LoadOptions?)"/>
    public static float[]?[] Load(Stream stream, IReadOnlyList<StateTensor> expected, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load(stream, "The stream", expected, options);
    }

    /// <summary>Reads from memory.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyList{StateTensor}, LoadOptions?)"/>
    public static unsafe float[]?[] Load(ReadOnlySpan<byte> bytes, IReadOnlyList<StateTensor> expected, LoadOptions? options = null)
    {
        fixed (byte* data = bytes)
        {
            using Stream stream = bytes.IsEmpty ? Stream.Null : new UnmanagedMemoryStream(data, bytes.Length);
            return Load(stream, "The data", expected, options);
        }
    }

    private static float[]?[] Load(Stream stream, string source, IReadOnlyList<StateTensor> expected, LoadOptions? options)
    {
        bool strict = (options ?? new LoadOptions()).Strict;
        var problems = new DifferenceList();
        long? available = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        if (ReadHeader(stream, available, problems) is not { } json)
            throw new SafetensorsException(source, problems.ToList());

        SafetensorsHeader header = SafetensorsHeader.Parse(json, problems);
        bool sound = problems.Count == 0;
        StoredTensor?[] matched = StateMatch.Match(header, expected, strict, problems, out bool onlyStrictness);
        StoredTensor[] ordered = [];
        if (sound)
        {
            long before = problems.Count;
            ordered = StateMatch.InDataOrder(header, available - LengthBytes - json.Length, problems);
            onlyStrictness &= problems.Count == before;
        }
        if (problems.Count > 0)
        {
            throw new SafetensorsException(
                source,
                problems.ToList(),
                onlyStrictness ? "To ignore missing and extra tensors, load with new LoadOptions { Strict = false }." : null);
        }
        return ReadData(stream, source, ordered, matched, expected);
    }

    /// <summary>The header's bytes, or null with a problem if there is none. Memory grows with what really arrives.</summary>
    private static byte[]? ReadHeader(Stream stream, long? available, DifferenceList problems)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        int read = stream.ReadAtLeast(prefix, LengthBytes, throwOnEndOfStream: false);
        if (read < LengthBytes)
        {
            problems.Add($"it has {read} bytes; a safetensors file begins with 8 that hold the header's length");
            return null;
        }
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.LongestHeader)
        {
            problems.Add($"its first 8 bytes announce a header of {length} bytes, and at most {SafetensorsHeader.LongestHeader} are allowed: it is no safetensors file");
            return null;
        }
        if (available - LengthBytes < (long)length)
        {
            problems.Add($"it is truncated: its first 8 bytes announce a header of {length} bytes, and {available - LengthBytes} follow");
            return null;
        }
        byte[] header = new byte[(int)Math.Min(length, 1 << 16)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(header.AsSpan(filled), header.Length - filled, throwOnEndOfStream: false);
            if (filled < header.Length)
            {
                problems.Add($"it is truncated: its first 8 bytes announce a header of {length} bytes, and {filled} follow");
                return null;
            }
            if (filled == (int)length)
                return header;
            Array.Resize(ref header, (int)Math.Min((long)length, header.Length * 2L));
        }
    }

    private static float[]?[] ReadData(
        Stream stream, string source, StoredTensor[] ordered, StoredTensor?[] matched, IReadOnlyList<StateTensor> expected)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < matched.Length; i++)
        {
            if (matched[i] is { } tensor)
                indices.Add(tensor.Name, i);
        }
        var result = new float[]?[expected.Count];
        foreach (StoredTensor tensor in ordered)
        {
            bool complete = indices.TryGetValue(tensor.Name, out int index)
                ? TensorData.TryRead(stream, tensor.Type, result[index] = new float[expected[index].Count])
                : TensorData.TrySkip(stream, tensor.End - tensor.Begin);
            if (!complete)
                throw new SafetensorsException(source, [$"it is truncated: it ends inside tensor {Quoted.Name(tensor.Name)}"]);
        }
        if (!stream.CanSeek && stream.ReadByte() >= 0)
            throw new SafetensorsException(source, ["bytes follow the last tensor"]);
        return result;
    }

    private static byte[] HeaderOf(IReadOnlyList<StateTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataName };
        foreach (StateTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"The name '{tensor.Name}' is used twice, or reserved by the format.", nameof(tensors));
        }
        return SafetensorsHeader.Compose(tensors);
    }

    private static void Write(Stream stream, byte[] header, IReadOnlyList<StateTensor> tensors, ElementReader read)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        float[] elements = new float[tensors.Count == 0 ? 0 : tensors.Max(tensor => tensor.Count)];
        for (int i = 0; i < tensors.Count; i++)
        {
            Span<float> part = elements.AsSpan(0, tensors[i].Count);
            read(i, part);
            TensorData.Write(stream, part);
        }
    }
}
