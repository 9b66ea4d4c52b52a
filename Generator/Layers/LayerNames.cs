using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace GraphGen.Generator.Layers;

/// <summary>Names the layers of a scope in order: what the user called them, else kind and ordinal.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The name, and what is wrong with it or null.</summary>
    public (string Name, string? Fault) Next(string stem, string? given)
    {
        _ordinals.TryGetValue(stem, out int ordinal);
        _ordinals[stem] = ++ordinal;
        string name = given ?? stem + ordinal.ToString(CultureInfo.InvariantCulture);
        if (!IsName(name))
            return (name, "it is no identifier");
        return (name, _taken.Add(name) ? null : "another layer has it");
    }

    /// <summary>A method's or parameter's name in camel case: <c>See</c> gives <c>see</c>.</summary>
    public static string Camel(string name) => name.Length == 0 ? "" : char.ToLowerInvariant(name[0]) + name.Substring(1);

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(character => character is '_' || char.IsLetterOrDigit(character));
}
