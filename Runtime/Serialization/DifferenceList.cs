namespace GraphGen.CompilerServices;

/// <summary>What does not fit. A hostile header of 100 MB could hold millions of mistakes: beyond a limit they are counted only.</summary>
internal sealed class DifferenceList
{
    private const int Most = 10_000;

    private readonly List<string> _texts = [];

    /// <summary>How many differences were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a clause without a full stop.</summary>
    public void Add(string text)
    {
        if (Count++ < Most)
            _texts.Add(text);
    }

    /// <summary>All of them, or the first with a note of how many were left out.</summary>
    public IReadOnlyList<string> ToList() => Count <= Most
        ? _texts
        : [.. _texts, $"{Count - Most} more differences were not recorded"];
}
