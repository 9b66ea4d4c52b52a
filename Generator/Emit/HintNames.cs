using System;
using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Emit;

/// <summary>The names of emitted files. They may not differ by case alone, as names of classes may.</summary>
internal static class HintNames
{
    /// <summary>The full names of all classes but the first in each group that differs by case alone, sorted: almost always none.</summary>
    public static EquatableArray<string> Doubled(IEnumerable<string> names) => new(names
        .Distinct(StringComparer.Ordinal)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal).Skip(1))
        .OrderBy(name => name, StringComparer.Ordinal));

    public static string Of(TypeModel type, EquatableArray<string> doubled)
    {
        int position = doubled.ToList().IndexOf(type.FullName);
        return type.FullName + (position < 0 ? "" : FormattableString.Invariant($".{position + 2}")) + ".g.cs";
    }
}
