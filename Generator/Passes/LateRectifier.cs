using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Puts a rectifier behind the maximum that alone reads it: the largest of what it leaves is what it leaves of the largest, so it has
/// a quarter of the work behind windows of 2 × 2, and the backward pass, which has to find the maxima anew, none before them. Bits are the
/// same: where it cuts everything off there is no gradient, and elsewhere it changes no maximum and no tie of maxima.
/// </summary>
internal static class LateRectifier
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        ImmutableArray<GraphNode>.Builder nodes = graph.Nodes.ToBuilder();
        Dictionary<Edge, int> uses = UsesOf(graph);
        for (int i = 0; i < nodes.Count; i++)
        {
            GraphNode maximum = nodes[i];
            if (!maximum.Layer.TakesMaxima || maximum.Operands[0].IsInput)
                continue;
            GraphNode rectifier = nodes[maximum.Operands[0].Index];
            if (!rectifier.Layer.KeepsMaxima || uses[maximum.Operands[0]] > 1)
                continue;
            nodes[rectifier.Index] = maximum with { Index = rectifier.Index, Operands = rectifier.Operands };
            nodes[i] = rectifier with
            {
                Index = i,
                Operands = [new Edge(false, rectifier.Index)],
                Inputs = [maximum.Output],
                Output = maximum.Output,
                Order = new MemoryOrder([maximum.Order.Result], maximum.Order.Result),
            };
        }

        return graph with { Nodes = nodes.ToImmutable() };
    }

    /// <summary>How often each value is read, by layers or by the user.</summary>
    private static Dictionary<Edge, int> UsesOf(NetworkGraph graph) => graph.Nodes.SelectMany(node => node.Operands)
        .Concat(graph.Outputs.Select(output => output.Edge))
        .Concat(graph.Named.Select(named => named.Edge))
        .GroupBy(edge => edge)
        .ToDictionary(edges => edges.Key, edges => edges.Count());
}
