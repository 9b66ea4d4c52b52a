namespace GraphGen.CompilerServices;

/// <summary>Compares the tensors of a header with those that are expected, and with the bytes that there are.</summary>
internal static class StateMatch
{
    /// <summary>
    /// Finds the stored tensor of each expected one; null where the file has none. Adds everything that does not fit to
    /// <paramref name="problems"/>.
    /// </summary>
    /// <param name="header">The file's header.</param>
    /// <param name="expected">The tensors of the network or the session.</param>
    /// <param name="rules">What counts under which name.</param>
    /// <param name="problems">Takes the differences.</param>
    /// <param name="onlyStrictness">Whether all differences that were added are missing or extra tensors.</param>
    public static StoredTensor?[] Match(
        SafetensorsHeader header, IReadOnlyList<StateTensor> expected, LoadRules rules, DifferenceList problems, out bool onlyStrictness)
    {
        var matched = new StoredTensor?[expected.Count];
        onlyStrictness = false;
        if (header.IsComplete && IsPrefixUnknown(header, rules, problems))
            return matched;
        Dictionary<string, string> origins = Origins(header, rules, problems);
        var stored = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        onlyStrictness = problems.Count == 0;
        for (int i = 0; i < expected.Count; i++)
        {
            StateTensor wanted = expected[i];
            if (!origins.Remove(wanted.Name, out string? origin))
            {
                if (rules.Strict && header.IsComplete)
                    problems.Add(Missing(wanted, rules));
            }
            else if (stored.TryGetValue(origin, out matched[i]) && ProblemOf(wanted, matched[i]!, rules) is { } problem)
            {
                problems.Add($"{Label(wanted.Name, origin)} {problem}");
                onlyStrictness = false;
            }
        }
        if (rules.Strict)
            AddExtras(header, origins, rules, problems);
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

    /// <summary>A prefix that no name has is a slip; a lenient load would pass over everything without a word.</summary>
    private static bool IsPrefixUnknown(SafetensorsHeader header, LoadRules rules, DifferenceList problems)
    {
        if (rules.Prefix.Length == 0 || header.Names.Any(name => name.StartsWith(rules.Prefix, StringComparison.Ordinal)))
            return false;
        string present = header.Names.Count == 0 ? "it has no tensors" : $"its first is {Quoted.Name(header.Names[0])}";
        problems.Add($"no tensor has a name that begins with the prefix {Quoted.Name(rules.Prefix)}; {present}");
        return true;
    }

    /// <summary>The name in the file by the name that the load knows; of unsound tensors too, since those are not missing.</summary>
    private static Dictionary<string, string> Origins(SafetensorsHeader header, LoadRules rules, DifferenceList problems)
    {
        var origins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string stored in header.Names)
        {
            if (rules.NameOf(stored, header) is { } name && !origins.TryAdd(name, stored))
                problems.Add($"tensors {Quoted.Name(origins[name])} and {Quoted.Name(stored)} of the file are both renamed to {Quoted.Name(name)}");
        }
        return origins;
    }

    private static void AddExtras(SafetensorsHeader header, Dictionary<string, string> unused, LoadRules rules, DifferenceList problems)
    {
        var names = unused.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        foreach (StoredTensor extra in header.Tensors)
        {
            if (names.TryGetValue(extra.Name, out string? name))
                problems.Add($"{Label(name, extra.Name)} of shape {Quoted.Shape(extra.Shape)} does not belong to the {(rules.IsCheckpoint ? "session" : "network")}");
        }
    }

    private static string Missing(StateTensor wanted, LoadRules rules) =>
        $"tensor {Quoted.Name(wanted.Name)} of shape {Quoted.Shape(wanted.Shape)} is missing" +
        (rules.LookedFor(wanted.Name) is { } name ? $" ({Quoted.Name(name)} in the file)" : "");

    private static string Label(string name, string stored) => name == stored
        ? $"tensor {Quoted.Name(name)}"
        : $"tensor {Quoted.Name(name)} ({Quoted.Name(stored)} in the file)";

    private static string? ProblemOf(StateTensor wanted, StoredTensor found, LoadRules rules)
    {
        if (!found.Shape.SequenceEqual(wanted.Shape.Select(extent => (long)extent)))
            return $"has shape {Quoted.Shape(found.Shape)}; {Quoted.Shape(wanted.Shape)} was expected";
        if (rules.IsCheckpoint)
            return found.Type == "F32" ? null : $"has elements of type {Quoted.Name(found.Type)}; F32 was expected";
        return found.IsReadable
            ? null
            : $"has elements of type {Quoted.Name(found.Type)}; F32 was expected (F64, F16 and BF16 are converted)";
    }
}
