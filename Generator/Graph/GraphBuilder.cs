using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>Turns a model without mistakes into a graph: binds layers, names them, and declares their parameters.</summary>
public sealed class GraphBuilder
{
    private readonly List<GraphInput> _inputs = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphParameter> _parameters = [];
    private readonly LayerNames _names = new();

    public static NetworkGraph Build(NetworkModel model)
    {
        GraphBuilder builder = new();
        return builder.Chain(model.Stacks[0]);
    }

    /// <summary>A chain: its first use is the input, every later one follows the one before it.</summary>
    private NetworkGraph Chain(StackModel stack)
    {
        Shape input = new(stack.Layers[0]["dimensions"]!.Integers.Select(extent => (int)extent));
        _inputs.Add(new GraphInput("input", input));
        Layer[] layers = stack.Layers.Skip(1).Select(use => LayerCatalog.Create(use)!).ToArray();
        Edge edge = new(IsInput: true, 0);
        Shape shape = input;
        for (int i = 0; i < layers.Length; i++)
        {
            LayerContext context = new(FeedsRectifier: i + 1 < layers.Length && layers[i + 1] is ActivationLayer { IsRectifier: true });
            (edge, shape) = Append(layers[i], context, edge, shape);
        }

        return new NetworkGraph(
            _inputs.ToImmutableArray(),
            _nodes.ToImmutableArray(),
            [new GraphOutput("output", edge, shape)],
            _parameters.ToImmutableArray());
    }

    private (Edge, Shape) Append(Layer layer, LayerContext context, Edge operand, Shape input)
    {
        string name = _names.Next(layer);
        Shape output = layer.Infer(input).Output
            ?? throw new InvalidOperationException($"The graph is built from a model without mistakes, yet '{name}' rejects {input}.");
        ImmutableArray<int>.Builder parameters = ImmutableArray.CreateBuilder<int>();
        foreach (ParameterDeclaration declaration in layer.Parameters(input, context))
        {
            parameters.Add(_parameters.Count);
            _parameters.Add(new GraphParameter($"{name}.{declaration.Name}", name, declaration));
        }

        GraphNode node = new(_nodes.Count, layer, name, operand, input, output, parameters.ToImmutable());
        _nodes.Add(node);
        // What flows on from a loss is the value before its link.
        return layer is LossLayer ? (operand, input) : (new Edge(IsInput: false, node.Index), output);
    }
}
