using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>Chooses, from the inputs on, how the values of a graph lie in memory; every layer says what it wants.</summary>
internal static class MemoryOrders
{
    /// <param name="nodes">The nodes in order.</param>
    /// <param name="shared">Groups of nodes that share weights: their operands lie alike, since the weight's rows follow them.</param>
    public static ImmutableArray<GraphNode> Choose(IReadOnlyList<GraphNode> nodes, IEnumerable<IReadOnlyList<int>> shared)
    {
        GraphNode[] ordered = [.. nodes];
        foreach (GraphNode node in nodes)
        {
            ImmutableArray<Shape?> pictures = node.Operands.Select(edge => edge.IsInput ? null : ordered[edge.Index].Order.Result).ToImmutableArray();
            ordered[node.Index] = node with { Order = node.Layer.Order(new MemoryOrderChoice(node.Inputs, pictures, node.Output)) };
        }

        foreach (IReadOnlyList<int> group in shared.Where(group => group.Count > 1))
        {
            // Their results are the same in any order of what they take.
            if (group.Any(node => !Equals(ordered[node].Order.Operands[0], ordered[group[0]].Order.Operands[0])))
            {
                foreach (int node in group)
                    ordered[node] = ordered[node] with { Order = ordered[node].Order with { Operands = MemoryOrder.RowMajor(ordered[node].Inputs.Length).Operands } };
            }
        }

        return ordered.ToImmutableArray();
    }
}
