using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GraphGen.CompilerServices;

/// <summary>The header of a file to write. The same tensors and metadata give the same bytes.</summary>
internal static class HeaderWriter
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Composes a header, padded with spaces so that the data begins on a multiple of 8.</summary>
    /// <param name="tensors">Names and shapes, in the order of the file.</param>
    /// <param name="metadata">Strings to go with them, besides those that every file has.</param>
    /// <exception cref="ArgumentException">A name is used twice or reserved, a text is no Unicode, or all is too long for the format.</exception>
    public static byte[] Compose(IReadOnlyList<StateTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataName };
        foreach (StateTensor tensor in tensors)
        {
            CheckText(tensor.Name, nameof(tensors));
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"The name '{tensor.Name}' is used twice, or reserved by the format.", nameof(tensors));
        }
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            WriteTensors(writer, tensors);
            writer.WriteEndObject();
        }
        while (memory.Length % 8 != 0)
            memory.WriteByte((byte)' ');
        return memory.Length <= SafetensorsHeader.LongestHeader
            ? memory.ToArray()
            : throw new ArgumentException($"The names, shapes and metadata take {memory.Length} bytes; the format allows {SafetensorsHeader.LongestHeader}.", nameof(metadata));
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject(SafetensorsHeader.MetadataName);
        writer.WriteString(SafetensorsHeader.FormatKey, "pt"); // what readers of the PyTorch world look for
        writer.WriteString(SafetensorsHeader.VersionKey, SafetensorsHeader.Version.ToString(CultureInfo.InvariantCulture));
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            CheckText(key, nameof(metadata));
            CheckText(value, nameof(metadata));
            if (key is SafetensorsHeader.FormatKey or SafetensorsHeader.VersionKey)
                throw new ArgumentException($"The metadata key '{key}' is reserved by the format.", nameof(metadata));
            writer.WriteString(key, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter writer, IReadOnlyList<StateTensor> tensors)
    {
        long offset = 0;
        foreach (StateTensor tensor in tensors)
        {
            writer.WriteStartObject(tensor.Name);
            writer.WriteString("dtype", "F32");
            writer.WriteStartArray("shape");
            foreach (int extent in tensor.Shape)
                writer.WriteNumberValue(extent);
            writer.WriteEndArray();
            writer.WriteStartArray("data_offsets");
            writer.WriteNumberValue(offset);
            offset += (long)tensor.Count * sizeof(float);
            writer.WriteNumberValue(offset);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    /// <summary>Half a surrogate pair would be replaced on its way to UTF-8, and come back as something else.</summary>
    private static void CheckText(string text, string argument)
    {
        ArgumentNullException.ThrowIfNull(text, argument);
        try
        {
            s_strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"The text {Quoted.Name(text)} is no valid Unicode.", argument);
        }
    }
}
