using System.Globalization;
using System.Text.Json;

namespace GraphGen.CompilerServices;

/// <summary>
/// The JSON header of a safetensors file: <c>{"__metadata__": {text: text}, name: {"dtype", "shape", "data_offsets"}, …}</c>.
/// It comes from anywhere, so nothing in it is believed: whatever is wrong becomes an entry in a list, never another exception.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The longest header that the format allows.</summary>
    public const int LongestHeader = 100_000_000;

    /// <summary>The metadata key that names the framework of the names and layouts.</summary>
    public const string FormatKey = "format";

    /// <summary>The metadata key that holds the version of what GraphGen writes.</summary>
    public const string VersionKey = "graphgen.format";

    /// <summary>The version that this code writes, and the highest that it reads.</summary>
    public const int Version = 1;

    /// <summary>The one name that is no tensor.</summary>
    public const string MetadataName = "__metadata__";

    private const int DeepestNesting = 8;

    private readonly DifferenceList _problems;
    private readonly List<StoredTensor> _tensors = [];
    private readonly List<string> _names = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(DifferenceList problems) => _problems = problems;

    /// <summary>The tensors whose description is sound, in the header's order.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _tensors;

    /// <summary>The names of all tensors, those with an unsound description too, in the header's order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The texts of the metadata, versions included.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Whether the file says that a training session wrote it.</summary>
    public bool IsCheckpoint => _metadata.ContainsKey(CheckpointFile.VersionKey);

    /// <summary>Whether a version is one that this code does not know, so that nothing more can be said of the file.</summary>
    public bool IsOfOtherVersion { get; private set; }

    /// <summary>Whether the header is JSON, so that names that it lacks are really missing.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads a header.</summary>
    /// <param name="json">The bytes after the length.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, DifferenceList problems)
    {
        var header = new SafetensorsHeader(problems);
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            problems.Add("the header does not begin with '{'");
            return header;
        }
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                header.ReadMember(ref reader);
            while (reader.Read())
            {
                // Nothing but padding may follow; the reader throws at anything else.
            }
            header.IsComplete = true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader throws the second kind for text that is no UTF-8 or UTF-16.
            problems.Add($"the header is not valid JSON: {Quoted.Text(exception.Message)}");
        }
        return header;
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        reader.Read();
        if (!_seen.Add(name))
        {
            _problems.Add($"the header describes {Quoted.Name(name)} twice");
            reader.Skip();
        }
        else if (name == MetadataName)
        {
            ReadMetadata(ref reader);
        }
        else
        {
            _names.Add(name);
            if (ReadTensor(ref reader, name) is { } tensor)
                _tensors.Add(tensor);
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _problems.Add("the header's __metadata__ is not an object");
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                _problems.Add($"the header's __metadata__ has a value for {Quoted.Name(key)} that is not a string");
                reader.Skip();
            }
            else if (!_metadata.TryAdd(key, reader.GetString()!))
            {
                _problems.Add($"the header's __metadata__ has {Quoted.Name(key)} twice");
            }
        }
        CheckVersion(VersionKey, "format", Version);
        CheckVersion(CheckpointFile.VersionKey, "checkpoint", CheckpointFile.Version);
    }

    private void CheckVersion(string key, string what, int known)
    {
        if (!_metadata.TryGetValue(key, out string? text))
            return;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
        {
            _problems.Add($"its {what} version is {Quoted.Name(text)}; a number from 1 was expected: the file is damaged");
        }
        else if (version > known)
        {
            _problems.Add($"its {what} version is {version}, and this version of GraphGen reads {known}: update the package GraphGen");
            IsOfOtherVersion = true;
        }
    }

    private StoredTensor? ReadTensor(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return Unsound(name, "is not described by an object");
        }
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? problem = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (!seen.Add(key))
                problem ??= $"has {Quoted.Name(key)} twice";
            switch (key)
            {
                case "dtype" when reader.TokenType == JsonTokenType.String:
                    type = reader.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        problem ??= type is null ? "has no dtype that is a string"
            : shape is null ? "has no shape of whole numbers from 0 to 2^63 - 1"
            : offsets is not { Count: 2 } ? "has no data_offsets of two whole numbers from 0 to 2^63 - 1"
            : ProblemOf(type, shape, offsets[0], offsets[1]);
        return problem is null ? new(name, type!, shape!, offsets![0], offsets[1]) : Unsound(name, problem);
    }

    private static string? ProblemOf(string type, List<long> shape, long begin, long end)
    {
        if (begin > end)
            return $"ends at byte {end}, before its begin at {begin}";
        int size = StoredTensor.SizeOf(type);
        if (size == 0)
            return null; // whether it matters depends on the tensor's being wanted
        UInt128 bytes = shape.Contains(0) ? UInt128.Zero : (UInt128)size;
        foreach (long extent in shape)
        {
            bytes *= (UInt128)extent;
            if (bytes > long.MaxValue)
                return $"has shape {Quoted.Shape(shape)}, which is more than 2^63 bytes";
        }
        return bytes == (UInt128)(end - begin)
            ? null
            : $"has {end - begin} bytes, but its shape {Quoted.Shape(shape)} of {Quoted.Text(type)} needs {bytes}";
    }

    private StoredTensor? Unsound(string name, string problem)
    {
        _problems.Add($"tensor {Quoted.Name(name)} {problem}");
        return null;
    }

    /// <summary>An array of whole numbers of 0 or more, or null if it is anything else.</summary>
    private static List<long>? ReadNumbers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }
        List<long>? numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) && number >= 0)
            {
                numbers?.Add(number);
            }
            else
            {
                numbers = null;
                reader.Skip();
            }
        }
        return numbers;
    }
}
