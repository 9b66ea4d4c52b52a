using System;
using System.Collections.Generic;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

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

    /// <summary>What an output is called: as its tuple element, else as the layer method it comes from, else "output".</summary>
    public static string Output(UnitModel body, GraphModel wiring, int index)
    {
        GraphResult result = wiring.Results[index];
        if (result.Name.Length > 0)
            return result.Name;
        int stack = wiring.IsComplete && result.Value >= 0 ? wiring.Steps[result.Value].Stack : -1;
        string method = stack >= 0 ? body.Stacks[stack].Name : "";
        return method.Length > 0 ? method : "output";
    }

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
