using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>A network as layers and edges, blocks dissolved, in an order in which every operand precedes its users.</summary>
public sealed record NetworkGraph(
    ImmutableArray<GraphInput> Inputs,
    ImmutableArray<GraphNode> Nodes,
    ImmutableArray<GraphOutput> Outputs,
    ImmutableArray<GraphLoss> Losses,
    ImmutableArray<GraphParameter> Parameters,
    ImmutableArray<NamedValue> Named)
{
    public long ParameterCount => Parameters.Where(parameter => !parameter.Declaration.IsBuffer).Sum(parameter => parameter.Declaration.Count);

    /// <summary>Whether a session can train it: there are parameters to train, or gradients of inputs that somebody wants.</summary>
    public bool IsTrainable => Parameters.Any(parameter => parameter.Declaration.Trainable) || Inputs.Any(input => input.WantsGradient);

    public Shape ShapeOf(Edge edge) => edge.IsInput ? Inputs[edge.Index].Shape : Nodes[edge.Index].Output;

    /// <summary>The loss of the call that an output is the result of, or null; the same value may be the result of others.</summary>
    public GraphLoss? LossOf(GraphOutput output) => Losses.FirstOrDefault(loss => loss.Node == output.LossNode);
}

/// <summary>An input of the network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="WantsGradient">Whether training computes its gradient.</param>
/// <param name="IndexLimit">For indices: they are below this number; else 0.</param>
public sealed record GraphInput(string Name, Shape Shape, bool WantsGradient, int IndexLimit);

/// <summary>An edge: input <see cref="Index"/> of the network, or the result of node <see cref="Index"/>.</summary>
public readonly record struct Edge(bool IsInput, int Index);

/// <summary>A layer or operation in its place.</summary>
/// <param name="Index">Its position in the graph.</param>
/// <param name="Layer">Its definition.</param>
/// <param name="Name">The path to it: <c>see.dense1</c>.</param>
/// <param name="Operands">Where its inputs come from.</param>
/// <param name="Inputs">The shapes of its inputs.</param>
/// <param name="Output">The shape of its output.</param>
/// <param name="Parameters">Positions of its parameters in <see cref="NetworkGraph.Parameters"/>; two nodes that share weights name the same.</param>
public sealed record GraphNode(
    int Index,
    Layer Layer,
    string Name,
    ImmutableArray<Edge> Operands,
    ImmutableArray<Shape> Inputs,
    Shape Output,
    ImmutableArray<int> Parameters)
{
    /// <summary>How its operands and its result lie in memory.</summary>
    public MemoryOrder Order { get; init; } = MemoryOrder.RowMajor(Inputs.Length);

    /// <summary>Whether its parameters are frozen by the block around it.</summary>
    public bool IsFrozen { get; init; }
}

/// <summary>A named result of the network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Edge">Its value, before the link of a loss.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="LossNode">The node of the loss that it ends in, or -1.</param>
public sealed record GraphOutput(string Name, Edge Edge, Shape Shape, int LossNode);

/// <summary>A loss: its node, its name, and the name of its target.</summary>
public sealed record GraphLoss(int Node, string Name, string Target);

/// <summary>A parameter of the network, by its full name; or, behind all of those, a running statistic.</summary>
public sealed record GraphParameter(string FullName, string LayerName, ParameterDeclaration Declaration);

/// <summary>A value that sessions let the user read by name: the result of a layer method, or of a layer that the user named.</summary>
public sealed record NamedValue(string Name, Edge Edge);
