using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Graph;

/// <summary>What stands behind a layer, as far as its defaults depend on it.</summary>
internal sealed class Surroundings(ILookup<Edge, GraphNode> consumers, IReadOnlyList<GraphOutput> outputs)
{
    /// <summary>For a layer that some nodes share.</summary>
    public LayerContext Of(IReadOnlyCollection<int> nodes) => new(nodes.Any(FeedsRectifier), nodes.All(FeedsNormalization));

    /// <summary>Whether a ReLU-like activation reads it: a normalisation in between leaves the deviation to the weights before it.</summary>
    private bool FeedsRectifier(int node) => Consumers(node).Any(consumer =>
        consumer.Layer is ActivationLayer { IsRectifier: true } || (consumer.Layer is INormalization && FeedsRectifier(consumer.Index)));

    /// <summary>Whether nothing reads it but what takes the mean of each channel off it.</summary>
    private bool FeedsNormalization(int node) =>
        outputs.All(output => output.Edge != new Edge(false, node))
        && Consumers(node).Any()
        && Consumers(node).All(consumer => consumer.Layer is INormalization { CentersChannels: true });

    private IEnumerable<GraphNode> Consumers(int node) => consumers[new Edge(false, node)];
}
