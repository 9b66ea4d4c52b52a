using System.Buffers.Binary;

namespace GraphGen.CompilerServices;

/// <summary>
/// Files in the safetensors format (https://github.com/huggingface/safetensors): the header's length in 8 little-endian
/// bytes, the header in JSON, the tensors' elements row by row.
/// </summary>
internal static class SafetensorsFile
{
    private const int LengthBytes = 8;
    private static readonly Dictionary<string, string> s_noMetadata = [];

    /// <summary>Gives the elements of one tensor in public layout; the span has its element count.</summary>
    public delegate void ElementReader(int tensor, Span<float> elements);

    /// <summary>Writes a file, in one piece or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="tensors">Names and shapes, in the order of the file.</param>
    /// <param name="read">Gives their elements.</param>
    /// <param name="metadata">Strings to go with them, if any.</param>
    /// <exception cref="ArgumentException">A name is used twice or reserved, or all names are too long for the format.</exception>
    /// <exception cref="IOException">Writing failed; an old file stays as it was.</exception>
    public static void Save(
        string path, IReadOnlyList<StateTensor> tensors, ElementReader read, IReadOnlyDictionary<string, string>? metadata = null)
    {
        byte[] header = HeaderWriter.Compose(tensors, metadata ?? s_noMetadata);
        AtomicFile.Write(path, stream => Write(stream, header, tensors, read));
    }

    /// <summary>Writes to a stream, from its position on.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{StateTensor}, ElementReader, IReadOnlyDictionary{string, string}?)"/>
    public static void Save(
        Stream stream, IReadOnlyList<StateTensor> tensors, ElementReader read, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, HeaderWriter.Compose(tensors, metadata ?? s_noMetadata), tensors, read);
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
        using FileStream stream = Open(path, out string source);
        return Read(stream, source, expected, LoadRules.Of(options)).Tensors;
    }

    /// <summary>Reads from a stream, from its position to its end.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyList{StateTensor}, LoadOptions?)"/>
    public static float[]?[] Load(Stream stream, IReadOnlyList<StateTensor> expected, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "The stream", expected, LoadRules.Of(options)).Tensors;
    }

    /// <summary>Reads from memory.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyList{StateTensor}, LoadOptions?)"/>
    public static unsafe float[]?[] Load(ReadOnlySpan<byte> bytes, IReadOnlyList<StateTensor> expected, LoadOptions? options = null)
    {
        fixed (byte* data = bytes)
        {
            using Stream stream = bytes.IsEmpty ? Stream.Null : new UnmanagedMemoryStream(data, bytes.Length);
            return Read(stream, "The data", expected, LoadRules.Of(options)).Tensors;
        }
    }

    /// <summary>Opens a file to read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">How messages call it.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream Open(string path, out string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        source = $"The file '{path}'";
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Reads what the rules take.</summary>
    /// <param name="stream">Is read from its position to its end.</param>
    /// <param name="source">How messages call it.</param>
    /// <param name="expected">The tensors of the network or the session.</param>
    /// <param name="rules">What counts under which name.</param>
    /// <returns>The elements of each expected tensor, null where a lenient load found none; and the file's header.</returns>
    /// <exception cref="SafetensorsException">The file is damaged or does not fit: every difference is listed.</exception>
    public static (float[]?[] Tensors, SafetensorsHeader Header) Read(
        Stream stream, string source, IReadOnlyList<StateTensor> expected, LoadRules rules)
    {
        var problems = new DifferenceList();
        long? available = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        if (ReadHeader(stream, available, problems) is not { } json)
            throw new SafetensorsException(source, problems.ToList());

        SafetensorsHeader header = SafetensorsHeader.Parse(json, problems);
        if (header.IsOfOtherVersion)
            throw new SafetensorsException(source, problems.ToList());
        bool sound = problems.Count == 0;
        if (sound && rules.IsCheckpoint)
            CheckpointFile.CheckIs(header, source);
        StoredTensor?[] matched = StateMatch.Match(header, expected, rules, problems, out bool onlyStrictness);
        StoredTensor[] ordered = [];
        if (sound)
        {
            long before = problems.Count;
            ordered = StateMatch.InDataOrder(header, available - LengthBytes - json.Length, problems);
            sound = problems.Count == before;
        }
        if (problems.Count > 0)
            throw new SafetensorsException(source, problems.ToList(), sound ? rules.Remedy(header, onlyStrictness) : null);
        return (ReadData(stream, source, ordered, matched, expected), header);
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
