using System;
using System.Collections.Generic;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Graph;

/// <summary>Names of inputs, targets and outputs: distinct, and none that the emitted calls have for something else.</summary>
internal sealed class PortNames
{
    private static readonly string[] s_reserved = ["batch", "call", "count", "frame", "targets"];

    private readonly HashSet<string> _taken = new(s_reserved, StringComparer.Ordinal);

    public PortNames()
    {
    }

    /// <summary>Names that are distinct from others too.</summary>
    public PortNames(IEnumerable<string> others) => _taken.UnionWith(others);

    /// <summary>The tuple element's name, else the layer method's, else "output".</summary>
    public static string Output(UnitModel body, GraphModel wiring, int index)
    {
        GraphResult result = wiring.Results[index];
        if (result.Name.Length > 0)
            return LayerNames.Camel(result.Name);
        int stack = wiring.IsComplete && result.Value >= 0 ? wiring.Steps[result.Value].Stack : -1;
        string method = stack >= 0 ? body.Stacks[stack].Name : "";
        return method.Length > 0 ? LayerNames.Camel(method) : "output";
    }

    /// <summary>The name itself where it is free, else with the suffix, else with a number too.</summary>
    public string Next(string name, string suffix)
    {
        string distinct = name;
        for (int i = 1; !_taken.Add(distinct); i++)
            distinct = i == 1 && !name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? name + suffix : FormattableString.Invariant($"{name}{i + 1}");
        return distinct;
    }
}
