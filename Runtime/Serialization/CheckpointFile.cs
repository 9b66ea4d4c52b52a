using System.Globalization;

namespace GraphGen.CompilerServices;

/// <summary>
/// What a training session needs to go on, bit for bit: a safetensors file, which any reader of that format opens, with a
/// version of its own in the metadata. The network's tensors bear their plain names, so that a network loads them from here
/// as from a file of its own; what the optimizer remembers of them is <c>optimizer/buffer/name</c>.
/// </summary>
internal static class CheckpointFile
{
    /// <summary>The metadata key that holds the version of the checkpoint's content.</summary>
    public const string VersionKey = OwnKeys + "checkpoint";

    /// <summary>The version that this code writes, and the highest that it reads.</summary>
    public const int Version = 1;

    private const string OwnKeys = "graphgen.";
    private const string OptimizerPrefix = "optimizer/";

    /// <summary>The name of what an optimizer remembers of a tensor.</summary>
    /// <param name="buffer">Which memory, such as <c>exp_avg</c>.</param>
    /// <param name="tensor">The network's name of the tensor, which has no slash.</param>
    public static string OptimizerTensor(string buffer, string tensor) => $"{OptimizerPrefix}{buffer}/{tensor}";

    /// <summary>Whether a checkpoint's tensor is the optimizer's.</summary>
    public static bool IsOptimizerTensor(string name) => name.StartsWith(OptimizerPrefix, StringComparison.Ordinal);

    /// <summary>Writes a checkpoint, in one piece or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="tensors">Names and shapes, in the order of the file.</param>
    /// <param name="read">Gives their elements.</param>
    /// <param name="metadata">
    /// The session's values as text; see <see cref="CheckpointMetadata"/>. The key <c>format</c> and those that begin with
    /// <c>graphgen.</c> are reserved.
    /// </param>
    /// <exception cref="ArgumentException">A name is used twice, a name or key is reserved, a text is no Unicode, or all is too long for the format.</exception>
    /// <exception cref="IOException">Writing failed; an old file stays as it was.</exception>
    public static void Save(
        string path, IReadOnlyList<StateTensor> tensors, SafetensorsFile.ElementReader read, IReadOnlyDictionary<string, string> metadata) =>
        SafetensorsFile.Save(path, tensors, read, WithVersion(metadata));

    /// <summary>Writes to a stream, from its position on.</summary>
    /// <inheritdoc cref="Save(string, IReadOnlyList{StateTensor}, SafetensorsFile.ElementReader, IReadOnlyDictionary{string, string})"/>
    public static void Save(
        Stream stream, IReadOnlyList<StateTensor> tensors, SafetensorsFile.ElementReader read, IReadOnlyDictionary<string, string> metadata) =>
        SafetensorsFile.Save(stream, tensors, read, WithVersion(metadata));

    /// <summary>Reads a checkpoint that holds exactly these tensors. The result is complete before the caller changes anything.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The session's tensors, in any order.</param>
    /// <returns>The elements of each tensor in public layout, and the metadata as it was saved.</returns>
    /// <exception cref="SafetensorsException">The file is damaged, no checkpoint, of a newer version, or has other tensors: every difference is listed.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static (float[][] Tensors, CheckpointMetadata Metadata) Load(string path, IReadOnlyList<StateTensor> tensors)
    {
        using FileStream stream = SafetensorsFile.Open(path, out string source);
        return Load(stream, source, tensors);
    }

    /// <summary>Reads from a stream, from its position to its end.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyList{StateTensor})"/>
    public static (float[][] Tensors, CheckpointMetadata Metadata) Load(Stream stream, IReadOnlyList<StateTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load(stream, "The stream", tensors);
    }

    /// <summary>Throws unless the file says that it is a checkpoint: compared as one, a file of weights would lack half of everything.</summary>
    public static void CheckIs(SafetensorsHeader header, string source)
    {
        if (header.IsCheckpoint)
            return;
        string writer = header.Metadata.ContainsKey(SafetensorsHeader.VersionKey) ? "a network's Save" : "another program";
        throw new SafetensorsException(
            source,
            [$"it is no checkpoint but tensors alone, written by {writer}: its metadata has no {Quoted.Name(VersionKey)}"],
            "Give a file that a training session saved, or take the parameters alone by the network's Load.");
    }

    private static (float[][] Tensors, CheckpointMetadata Metadata) Load(Stream stream, string source, IReadOnlyList<StateTensor> tensors)
    {
        (float[]?[] values, SafetensorsHeader header) = SafetensorsFile.Read(stream, source, tensors, LoadRules.Checkpoint);
        var metadata = header.Metadata
            .Where(pair => !IsReserved(pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return (Array.ConvertAll(values, elements => elements!), new CheckpointMetadata(source, metadata));
    }

    private static Dictionary<string, string> WithVersion(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.Keys.FirstOrDefault(IsReserved) is { } reserved)
            throw new ArgumentException($"The metadata key '{reserved}' is reserved.", nameof(metadata));
        return new(metadata, StringComparer.Ordinal) { [VersionKey] = Version.ToString(CultureInfo.InvariantCulture) };
    }

    private static bool IsReserved(string key) =>
        key == SafetensorsHeader.FormatKey || key.StartsWith(OwnKeys, StringComparison.Ordinal);
}
