using System;
using System.Collections.Generic;

namespace GraphGen.Generator.Graph;

/// <summary>Names of inputs, targets and outputs: each once among those that meet in a call, and none that emitted calls use themselves.</summary>
internal static class PortNames
{
    /// <summary>Parameters and locals of emitted calls, and structs, whose members may not have their name.</summary>
    private static readonly HashSet<string> s_reserved = ["batch", "call", "count", "frame", "targets"];

    /// <summary>The name itself, or with a suffix, or with a number.</summary>
    /// <param name="name">What the user calls it.</param>
    /// <param name="suffix"><c>Input</c>, <c>Target</c> or <c>Output</c>.</param>
    /// <param name="taken">The names that are given; the new one joins them.</param>
    public static string Distinct(string name, string suffix, HashSet<string> taken)
    {
        string distinct = name;
        for (int i = 1; s_reserved.Contains(distinct) || !taken.Add(distinct); i++)
            distinct = i == 1 && !name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? name + suffix : FormattableString.Invariant($"{name}{i + 1}");
        return distinct;
    }
}
