namespace GraphGen.CompilerServices;

/// <summary>What a load takes from a file under which name, and what it minds.</summary>
internal sealed class LoadRules
{
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>A checkpoint resumes a session bit for bit: exactly its tensors under exactly their names.</summary>
    public static readonly LoadRules Checkpoint = new(new LoadOptions(), isCheckpoint: true);

    private readonly LoadOptions _options;

    private LoadRules(LoadOptions options, bool isCheckpoint)
    {
        _options = options;
        IsCheckpoint = isCheckpoint;
    }

    /// <summary>Whether the file must be a checkpoint, with elements of type F32 only.</summary>
    public bool IsCheckpoint { get; }

    /// <summary>Whether missing and extra tensors are problems.</summary>
    public bool Strict => _options.Strict;

    /// <summary>What the names of the wanted tensors begin with.</summary>
    public string Prefix => _options.Prefix;

    /// <summary>The rules of a network's load.</summary>
    /// <param name="options">The user's wishes; null for the defaults.</param>
    public static LoadRules Of(LoadOptions? options) => new(options ?? new LoadOptions(), isCheckpoint: false);

    /// <summary>The name that the load knows a tensor of the file by; null if it passes over it.</summary>
    public string? NameOf(string stored, SafetensorsHeader header)
    {
        if (!stored.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        if (!IsCheckpoint && (IsBatchCounter(stored) || (header.IsCheckpoint && CheckpointFile.IsOptimizerTensor(stored))))
            return null;
        string name = stored[Prefix.Length..];
        return _options.Rename is { } rename ? rename(name) : name;
    }

    /// <summary>For a tensor that the file lacks: what was looked for, if that is another name than the network's.</summary>
    public string? LookedFor(string name) => Prefix.Length > 0 && _options.Rename is null ? Prefix + name : null;

    /// <summary>A closing sentence for a sound file that does not fit; null if there is none.</summary>
    /// <param name="header">The file's header.</param>
    /// <param name="onlyStrictness">Whether all differences are missing or extra tensors.</param>
    public string? Remedy(SafetensorsHeader header, bool onlyStrictness)
    {
        if (!IsCheckpoint)
            return onlyStrictness ? "To ignore missing and extra tensors, load with new LoadOptions { Strict = false }." : null;
        string origin = header.Metadata.TryGetValue(CheckpointMetadata.NetworkKey, out string? network)
            ? $"It is a checkpoint of the network {Quoted.Name(network)}. "
            : "";
        return $"{origin}A session takes the checkpoint of the same network with the same optimizer only; the network's Load takes the parameters alone.";
    }

    /// <summary>PyTorch counts batches beside running statistics; the count has no use here.</summary>
    private static bool IsBatchCounter(string name) =>
        name == BatchCounter || name.EndsWith("." + BatchCounter, StringComparison.Ordinal);
}
