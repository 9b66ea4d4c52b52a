namespace GraphGen;

/// <summary>How a network takes over the tensors of a file.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Whether the file must hold all tensors of the network and no others (the default). If not, tensors that the file lacks
    /// keep their values and those that the network lacks are ignored; a tensor of the right name with a wrong shape is an
    /// error either way. PyTorch's <c>num_batches_tracked</c> is always ignored.
    /// </summary>
    public bool Strict { get; init; } = true;
}
