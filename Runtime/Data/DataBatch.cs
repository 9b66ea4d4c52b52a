using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>A batch in the memory of its <see cref="DataLoader"/>: its spans hold until the next batch is asked for.</summary>
public readonly ref struct DataBatch
{
    private readonly BatchSlot _slot;

    internal DataBatch(BatchSlot slot) => _slot = slot;

    /// <summary>The number of samples.</summary>
    public int Count => _slot.Count;

    /// <summary>The number of the batch in its epoch, from 0.</summary>
    public int Number => _slot.Number;

    /// <summary>The elements, sample after sample, augmented and normalised.</summary>
    public ReadOnlySpan<float> Samples => _slot.Samples.Span[..(_slot.Count * _slot.ElementsPerSample)];

    /// <summary>The classes.</summary>
    public ReadOnlySpan<int> Labels => _slot.Labels.AsSpan(0, _slot.Count);

    /// <summary>Where the samples stand in the dataset.</summary>
    public ReadOnlySpan<int> Indices => _slot.Indices.AsSpan(0, _slot.Count);

    /// <summary>Copies the batch into ports of a session, which then makes a step or a run of <see cref="Count"/> samples.</summary>
    /// <param name="input">The port of the samples.</param>
    /// <param name="target">The port of the classes; null where they are not wanted.</param>
    /// <exception cref="ArgumentException">A port holds fewer samples, or samples of another size.</exception>
    /// <exception cref="InvalidOperationException">A port is of the other element type.</exception>
    public void CopyTo(Port input, Port? target = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input, _slot.ElementsPerSample);
        Samples.CopyTo(input.Values);
        if (target is null)
            return;
        Check(target, 1);
        Labels.CopyTo(target.Indices);
    }

    private void Check(Port port, int elements)
    {
        if (port.ElementsPerSample != elements || port.Capacity < Count)
            throw new ArgumentException($"The port '{port.Name}' holds {port.Capacity} samples of {port.ElementsPerSample} element(s), but the batch has {Count} of {elements}.", nameof(port));
    }
}
