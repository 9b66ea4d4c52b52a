using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>A built graph, or null, and the mistakes on the way to it, those of reading included.</summary>
public sealed record BuiltGraph(NetworkGraph? Graph, ImmutableArray<Problem> Problems);

/// <summary>
/// Turns a model into a graph: dissolves blocks, binds and names layers, infers shapes, declares parameters, and finds all
/// mistakes on the way. The generator and the analyzer both ask here. One mistake, one problem: what follows from an
/// error is not looked at.
/// </summary>
public sealed partial class GraphBuilder
{
    private readonly NetworkModel _model;
    private readonly List<Problem> _problems;
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphLoss> _losses = [];
    private readonly Dictionary<int, int> _lossNodes = [];
    private readonly List<NamedValue> _named = [];
    private readonly List<ParameterOwner> _owners = [];
    private readonly Dictionary<string, UnitModel> _blocks;
    private readonly PortNames _inputNames = new([]);
    private bool _failed;

    private GraphBuilder(NetworkModel model)
    {
        _model = model;
        _problems = [.. model.Problems, .. model.Blocks.SelectMany(BlockChecker.Losses), .. UnusedValues.Problems(model.Body)];
        _blocks = model.Blocks.ToDictionary(block => block.Key, StringComparer.Ordinal);
    }

    public static BuiltGraph Build(NetworkModel model)
    {
        GraphBuilder builder = new(model);
        NetworkGraph? graph = builder.Build();
        return new BuiltGraph(graph, builder._problems.Distinct().ToImmutableArray());
    }

    private NetworkGraph? Build()
    {
        foreach (string member in MemberClashes.Of(_model))
            _problems.Add(MemberClashes.Problem(_model.Type, member));
        if (_model.Body.Wiring is not { } wiring)
            return null;
        List<GraphInput> inputs = [];
        for (int i = 0; i < wiring.Parameters.Count; i++)
        {
            if (Input(wiring.Parameters[i], i) is { } input)
                inputs.Add(input);
        }

        if (inputs.Count < wiring.Parameters.Count)
            return null;
        Scope scope = new(_model.Body, "", new Dictionary<string, int>(), use: null, isFrozen: false);
        Wire?[] results = Unit(scope, [.. inputs.Select((input, i) => new Wire(new Edge(IsInput: true, i), input.Shape))]);
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] is { Shape.IsIndices: true })
                Fail(scope, new Problem("GG0213", new Place("", PlaceKind.Result, i), "The result of Graph", "numbers", "indices", "return what a layer such as [Embedding] makes of them"));
        }

        if (_failed || results.Any(result => result is null))
            return null;
        NetworkGraph graph = Finish(wiring, inputs, results!);
        if (!graph.IsTrainable)
            _problems.Add(new Problem("GG0009", new Place("", PlaceKind.Type), _model.Type.Name));
        return graph;
    }

    private GraphInput? Input(GraphParameterModel parameter, int index)
    {
        Place place = new("", PlaceKind.Input, index, Argument: "dimensions");
        // A missing [Input] has been reported.
        if (parameter.Input is not { } use)
            return null;
        EquatableArray<long> extents = use["dimensions"]?.Integers ?? EquatableArray<long>.Empty;
        string given = "(" + string.Join(", ", extents) + ")";
        if (extents.Count == 0 || extents.Any(extent => extent < 1))
        {
            _problems.Add(new Problem("GG0101", place, "Input", "dimensions", given, "one or more extents of at least 1"));
            return null;
        }

        Shape shape = new(extents.Select(extent => (int)extent)) { };
        if (shape.Elements > int.MaxValue)
        {
            _problems.Add(new Problem("GG0103", place, $"Input{given}", $"it has more than {int.MaxValue} elements"));
            return null;
        }

        bool isIndices = use.Text("Type") == "Int32";
        bool wantsGradient = use.Flag("Gradient", false);
        if (isIndices && wantsGradient)
        {
            _problems.Add(new Problem("GG0101", place with { Argument = "Gradient" }, $"Input{given}", "Gradient", "true", "false for indices, which have no gradient"));
            return null;
        }

        return new GraphInput(_inputNames.Next(parameter.Name, "Input"), shape with { IsIndices = isIndices }, wantsGradient, 0);
    }

    /// <summary>Names the outputs, declares the parameters, whose defaults depend on what surrounds their layers, and limits indices.</summary>
    private NetworkGraph Finish(GraphModel wiring, List<GraphInput> inputs, Wire[] results)
    {
        PortNames outputNames = new(inputs.Select(input => input.Name)), targetNames = new(inputs.Select(input => input.Name));
        List<GraphOutput> outputs = [];
        for (int i = 0; i < results.Length; i++)
        {
            int loss = _lossNodes.TryGetValue(wiring.Results[i].Value, out int node) ? node : -1;
            outputs.Add(new GraphOutput(outputNames.Next(PortNames.Output(_model.Body, wiring, i), "Output"), results[i].Edge, results[i].Shape, loss));
        }

        ImmutableArray<GraphLoss> losses = _losses.Select(loss => loss with { Target = targetNames.Next(loss.Target, "Target") }).ToImmutableArray();
        ILookup<Edge, GraphNode> consumers = _nodes.SelectMany(node => node.Operands.Select(operand => (operand, node))).ToLookup(pair => pair.operand, pair => pair.node);
        ImmutableArray<GraphNode> nodes = MemoryOrders.Choose(_nodes, _owners.Select(owner => owner.Nodes));
        Surroundings surroundings = new(nodes, outputs);
        var declared = (
            from owner in _owners
            from declaration in owner.Layer.Parameters(owner.Input, surroundings.Of(owner.Nodes, owner.Input))
            orderby declaration.IsBuffer // A stable sort: parameters in the order of their layers, then the rest in theirs.
            select (owner, Parameter: new GraphParameter(
                $"{owner.Name}.{declaration.Name}",
                owner.Name,
                declaration with { Trainable = declaration.Trainable && !declaration.IsBuffer && !owner.IsFrozen }))).ToArray();
        ILookup<ParameterOwner, int> positions = declared.Select((pair, position) => (pair.owner, position)).ToLookup(pair => pair.owner, pair => pair.position);
        Dictionary<int, ParameterOwner> owners = _owners.SelectMany(owner => owner.Nodes.Select(node => (node, owner))).ToDictionary(pair => pair.node, pair => pair.owner);
        return new NetworkGraph(
            inputs.Select((input, i) => input with { IndexLimit = IndexLimit(consumers[new Edge(true, i)]) }).ToImmutableArray(),
            nodes.Select(node => owners.TryGetValue(node.Index, out var owner) ? node with { Parameters = [.. positions[owner]], IsFrozen = owner.IsFrozen } : node).ToImmutableArray(),
            outputs.ToImmutableArray(),
            losses,
            [.. declared.Select(pair => pair.Parameter)],
            _named.ToImmutableArray());
    }

    private static int IndexLimit(IEnumerable<GraphNode> consumers) =>
        consumers.Where(consumer => consumer.Layer.TakesIndices).Select(consumer => consumer.Layer.IndexLimit).DefaultIfEmpty(0).Min();

    /// <summary>A layer that declares parameters, the shape it declared them for, and the nodes that share them.</summary>
    private sealed class ParameterOwner(Layer layer, string name, Shape input, bool isFrozen)
    {
        public Layer Layer { get; } = layer;

        public string Name { get; } = name;

        public Shape Input { get; } = input;

        public bool IsFrozen { get; } = isFrozen;

        public List<int> Nodes { get; } = [];
    }
}
