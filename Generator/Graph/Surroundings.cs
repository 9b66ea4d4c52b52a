using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>What stands around a layer, as far as its defaults depend on it.</summary>
internal sealed class Surroundings
{
    private readonly ImmutableArray<GraphNode> _nodes;
    private readonly ILookup<Edge, GraphNode> _consumers;
    private readonly HashSet<Edge> _outputs;

    public Surroundings(ImmutableArray<GraphNode> nodes, IEnumerable<GraphOutput> outputs)
    {
        _nodes = nodes;
        _consumers = nodes.SelectMany(node => node.Operands.Select(operand => (operand, node))).ToLookup(pair => pair.operand, pair => pair.node);
        _outputs = [.. outputs.Select(output => output.Edge)];
    }

    /// <summary>For a layer that some nodes share.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="input">The shape that its parameters are declared for.</param>
    public LayerContext Of(IReadOnlyList<int> nodes, Shape input) => new(
        nodes.Any(FeedsRectifier),
        input.Rank == 1 ? _nodes[nodes[0]].Order.Operands[0] : null,
        nodes.All(FeedsNormalization));

    /// <summary>Whether a ReLU-like activation reads it: a normalisation in between leaves the deviation to the weights before it.</summary>
    private bool FeedsRectifier(int node) => Consumers(node).Any(consumer =>
        consumer.Layer is ActivationLayer { IsRectifier: true } || (consumer.Layer is INormalization && FeedsRectifier(consumer.Index)));

    /// <summary>Whether nothing reads it but what takes the mean of each channel off it.</summary>
    private bool FeedsNormalization(int node) =>
        !_outputs.Contains(new Edge(false, node))
        && Consumers(node).Any()
        && Consumers(node).All(consumer => consumer.Layer is INormalization { CentersChannels: true });

    private IEnumerable<GraphNode> Consumers(int node) => _consumers[new Edge(false, node)];
}
