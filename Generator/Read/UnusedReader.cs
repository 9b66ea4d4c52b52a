using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GraphGen.Generator.Read;

/// <summary>Finds what <c>Graph</c> computes and neither uses nor returns; whether that matters depends on losses, which reading does not know.</summary>
internal static class UnusedReader
{
    /// <param name="unit">The unit's key.</param>
    /// <param name="steps">All steps.</param>
    /// <param name="results">What is returned.</param>
    /// <param name="unread">The locals that nothing reads, with their values.</param>
    /// <param name="map">Receives the places.</param>
    public static IEnumerable<UnusedValue> Read(
        string unit,
        IReadOnlyList<GraphStep> steps,
        IReadOnlyList<GraphResult> results,
        IEnumerable<(SyntaxToken Name, GraphValue Value)> unread,
        SourceMap map)
    {
        HashSet<int> used = [.. steps.SelectMany(step => step.Operands), .. results.Select(result => result.Value)];
        SortedSet<int> lost = [.. Enumerable.Range(0, steps.Count).Where(step => !used.Contains(step))];
        List<UnusedValue> values = [];
        foreach (var (name, value) in unread.OrderBy(local => local.Name.SpanStart))
        {
            int[] own = [.. value.Numbers().Where(lost.Contains)];
            lost.ExceptWith(own);
            values.Add(new UnusedValue(map.Site(unit, name), name.ValueText, new(own)));
        }

        foreach (int step in lost)
        {
            Place place = new(unit, PlaceKind.Step, step);
            values.Add(new UnusedValue(place, map.Text(place), new([step])));
        }

        return values;
    }
}
