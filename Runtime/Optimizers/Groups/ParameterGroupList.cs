using System.Collections;

namespace GraphGen.CompilerServices;

/// <summary>An optimizer's groups: a copy that nobody can change and that compares by value, as the optimizer itself does.</summary>
internal sealed class ParameterGroupList : IReadOnlyList<ParameterGroup>, IEquatable<ParameterGroupList>
{
    private readonly ParameterGroup[] _groups;

    public ParameterGroupList(IEnumerable<ParameterGroup> groups)
    {
        _groups = [.. groups];
        int missing = Array.IndexOf(_groups, null);
        if (missing >= 0)
            throw new ArgumentException($"A parameter group was expected, but item {missing} is null.", nameof(Optimizer.Groups));
    }

    public static ParameterGroupList Empty { get; } = new([]);

    public int Count => _groups.Length;

    public ParameterGroup this[int index] => _groups[index];

    public bool Equals(ParameterGroupList? other) => other is not null && _groups.AsSpan().SequenceEqual(other._groups);

    public override bool Equals(object? obj) => Equals(obj as ParameterGroupList);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (ParameterGroup group in _groups)
            hash.Add(group);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", (IEnumerable<ParameterGroup>)_groups)}]";

    public IEnumerator<ParameterGroup> GetEnumerator() => ((IEnumerable<ParameterGroup>)_groups).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
