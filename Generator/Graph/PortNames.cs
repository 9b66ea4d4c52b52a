using System;
using System.Collections.Generic;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Graph;

/// <summary>
/// The names of inputs, targets and outputs, which become parameters and members of emitted calls: in camel case, each once,
/// and none of those that the calls use themselves.
/// </summary>
public sealed class PortNames
{
    private static readonly string[] s_reserved = ["batch", "call", "count", "frame", "targets"];
    private readonly HashSet<string> _taken;

    public PortNames(IEnumerable<string> taken) => _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The name, or with the suffix where it is taken.</summary>
    public string Next(string name, string suffix)
    {
        name = LayerNames.Camel(name);
        string distinct = name;
        for (int i = 1; Array.IndexOf(s_reserved, distinct) >= 0 || !_taken.Add(distinct); i++)
            distinct = i == 1 && !name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? name + suffix : FormattableString.Invariant($"{name}{i + 1}");
        return distinct;
    }
}
