namespace GraphGen;

/// <summary>
/// How a network takes over the tensors of a file. Only tensors whose name begins with <see cref="Prefix"/> count; the
/// prefix is cut off; <see cref="Rename"/> gives the network's name for the rest; then names and shapes are compared.
/// </summary>
/// <remarks>
/// Transfer learning takes the body of another network and leaves the new head as it was drawn:
/// <code>
/// network.Load("resnet.safetensors", new LoadOptions
/// {
///     Strict = false,
///     Prefix = "backbone.",
///     Rename = name => name.StartsWith("fc.") ? null : name.Replace("layer", "stage"),
/// });
/// </code>
/// PyTorch's <c>num_batches_tracked</c> is always ignored, and so is, in a checkpoint, what the optimizer remembers.
/// </remarks>
public sealed record LoadOptions
{
    /// <summary>
    /// Whether the file must hold all tensors of the network and, under the prefix, no others (the default). If not, tensors
    /// that the file lacks keep their values and those that the network lacks are ignored. As with PyTorch's
    /// <c>load_state_dict(strict=False)</c>, a tensor of the right name with a wrong shape is an error either way: leave it
    /// out by <see cref="Rename"/>.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// What the names of the wanted tensors begin with in the file, such as <c>module.</c>; it is cut off, and other tensors are
    /// passed over. Empty by default. If no name at all begins with it, that is an error even if <see cref="Strict"/> is off.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public string Prefix
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Prefix));
    } = "";

    /// <summary>
    /// Gives the network's name for a name in the file, without its prefix, or null to leave that tensor out. It is called once
    /// for each tensor, in the file's order; what it throws ends the load, and nothing changes. Two tensors must not get one
    /// name. Null, the default, keeps the names.
    /// </summary>
    public Func<string, string?>? Rename { get; init; }
}
