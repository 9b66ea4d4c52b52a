namespace GraphGen.CompilerServices;

/// <summary>Compares the tensors of a header with those that a network has, and with the bytes that there are.</summary>
internal static class StateMatch
{
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>
    /// Finds the stored tensor of each expected one; null where the file has none. Adds everything that does not fit to
    /// <paramref name="problems"/>.
    /// </summary>
    /// <param name="header">The file's header.</param>
    /// <param name="expected">The network's tensors.</param>
    /// <param name="strict">Whether missing and extra tensors are problems.</param>
    /// <param name="problems">Takes the differences.</param>
    /// <param name="onlyStrictness">Whether all differences that were added are missing or extra tensors.</param>
    public static StoredTensor?[] Match(
        SafetensorsHeader header, IReadOnlyList<StateTensor> expected, bool strict, DifferenceList problems, out bool onlyStrictness)
    {
        var stored = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var matched = new StoredTensor?[expected.Count];
        onlyStrictness = problems.Count == 0;
        for (int i = 0; i < expected.Count; i++)
        {
            StateTensor wanted = expected[i];
            if (stored.Remove(wanted.Name, out StoredTensor? found))
            {
                matched[i] = found;
                if (ProblemOf(wanted, found) is { } problem)
                {
                    problems.Add($"tensor {Quoted.Name(wanted.Name)} {problem}");
                    onlyStrictness = false;
                }
            }
            else if (strict && header.IsComplete && !header.Names.Contains(wanted.Name))
            {
                problems.Add($"tensor {Quoted.Name(wanted.Name)} of shape {Quoted.Shape(wanted.Shape)} is missing");
            }
        }
        if (strict)
        {
            foreach (StoredTensor extra in header.Tensors)
            {
                if (stored.ContainsKey(extra.Name) && !IsBatchCounter(extra.Name))
                    problems.Add($"tensor {Quoted.Name(extra.Name)} of shape {Quoted.Shape(extra.Shape)} does not belong to the network");
            }
        }
        return matched;
    }

    /// <summary>Checks that the tensors cover the data from the first byte to the last, each byte once.</summary>
    /// <param name="header">A header whose descriptions are all sound.</param>
    /// <param name="available">The bytes after the header, or null for a stream that cannot tell.</param>
    /// <param name="problems">Takes holes, overlaps, and what is missing or left over at the end.</param>
    /// <returns>The tensors in the order of their data.</returns>
    public static StoredTensor[] InDataOrder(SafetensorsHeader header, long? available, DifferenceList problems)
    {
        StoredTensor[] ordered = [.. header.Tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        long position = 0;
        string last = "the header";
        foreach (StoredTensor tensor in ordered)
        {
            if (tensor.Begin > position)
                problems.Add($"bytes {position} to {tensor.Begin} of the data, before tensor {Quoted.Name(tensor.Name)}, belong to no tensor");
            else if (tensor.Begin < position)
                problems.Add($"tensor {Quoted.Name(tensor.Name)} at byte {tensor.Begin} overlaps {last}, which ends at byte {position}");
            if (tensor.End >= position)
            {
                position = tensor.End;
                last = $"tensor {Quoted.Name(tensor.Name)}";
            }
        }
        if (available < position)
            problems.Add($"it is truncated: the tensors take {position} bytes, and {available} follow the header");
        else if (available > position)
            problems.Add($"{available - position} bytes follow the last tensor");
        return ordered;
    }

    private static string? ProblemOf(StateTensor wanted, StoredTensor found)
    {
        if (!found.Shape.SequenceEqual(wanted.Shape.Select(extent => (long)extent)))
            return $"has shape {Quoted.Shape(found.Shape)}; {Quoted.Shape(wanted.Shape)} was expected";
        return found.IsReadable
            ? null
            : $"has elements of type {Quoted.Name(found.Type)}; F32 was expected (F64, F16 and BF16 are converted)";
    }

    /// <summary>PyTorch counts batches beside running statistics; the count has no use here.</summary>
    private static bool IsBatchCounter(string name) =>
        name == BatchCounter || name.EndsWith("." + BatchCounter, StringComparison.Ordinal);
}
