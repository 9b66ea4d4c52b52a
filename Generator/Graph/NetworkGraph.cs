using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>A network as layers and edges, in an order in which every operand precedes its users.</summary>
public sealed record NetworkGraph(
    ImmutableArray<GraphInput> Inputs,
    ImmutableArray<GraphNode> Nodes,
    ImmutableArray<GraphOutput> Outputs,
    ImmutableArray<GraphParameter> Parameters)
{
    public long ParameterCount => Parameters.Sum(parameter => parameter.Declaration.Count);
}

/// <summary>An input of the network.</summary>
public sealed record GraphInput(string Name, Shape Shape);

/// <summary>An edge: input <see cref="Index"/> of the network, or the result of node <see cref="Index"/>.</summary>
public readonly record struct Edge(bool IsInput, int Index);

/// <summary>A layer in its place.</summary>
/// <param name="Index">Its position in the graph.</param>
/// <param name="Layer">Its definition.</param>
/// <param name="Name">Kind and ordinal, <c>dense1</c>, or what the user called it.</param>
/// <param name="Operand">Where its input comes from.</param>
/// <param name="Input">The shape of its input.</param>
/// <param name="Output">The shape of its output.</param>
/// <param name="Parameters">Positions of its parameters in <see cref="NetworkGraph.Parameters"/>.</param>
public sealed record GraphNode(
    int Index,
    Layer Layer,
    string Name,
    Edge Operand,
    Shape Input,
    Shape Output,
    ImmutableArray<int> Parameters);

/// <summary>A named result of the network.</summary>
public sealed record GraphOutput(string Name, Edge Edge, Shape Shape);

/// <summary>A parameter of the network, by its full name.</summary>
public sealed record GraphParameter(string FullName, string LayerName, ParameterDeclaration Declaration);
