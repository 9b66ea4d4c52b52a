using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>
/// Lowers a graph to the forward operations of a program; the gradient pass continues it. Holds the values while they are
/// made, under unique names.
/// </summary>
public sealed class ProgramBuilder
{
    private readonly List<Operation> _first = [];
    private readonly List<Operation> _forward = [];
    private readonly List<Operation> _link = [];
    private readonly List<Operation> _backward = [];
    private readonly HashSet<Value> _writtenBackward = [];
    private readonly Dictionary<Value, int> _updates = [];
    private readonly List<Value> _values = [];
    private readonly Dictionary<Value, int> _orders = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Node, string Name), Value> _saved = [];
    private readonly Dictionary<(Value Value, bool IsPlanar), Value> _ordered = [];
    private readonly List<ProgramLoss> _losses = [];
    private readonly Value[] _inputs;
    private readonly Value[] _parameters;
    private readonly Dictionary<int, Value> _parameterGradients = [];
    private readonly Value?[] _results;
    private readonly Value?[] _outputGradients;

    public ProgramBuilder(NetworkGraph graph, bool isTraining)
    {
        Graph = graph;
        IsTraining = isTraining;
        _inputs = graph.Inputs.Select((input, i) => NewValue(input.Name, ValueKind.Input, input.Shape, picture: null, i)).ToArray();
        _parameters = graph.Parameters
            .Select((parameter, i) => Adopt(new Value(Unique(Camel(parameter.FullName)), ValueKind.Parameter, parameter.Declaration.Shape, i) { Form = parameter.Declaration.Form }))
            .ToArray();
        _results = new Value?[graph.Nodes.Length];
        _outputGradients = new Value?[graph.Outputs.Length];
    }

    public NetworkGraph Graph { get; }

    public bool IsTraining { get; }

    /// <summary>Gradients that losses leave behind, by the node of the loss.</summary>
    public Dictionary<int, Value> LossGradients { get; } = [];

    /// <summary>The name of a layer that cannot do with one sample a call, or null.</summary>
    public string? NeedsSamples { get; set; }

    /// <summary>The gradients of inputs that somebody wants.</summary>
    public ImmutableArray<Value?> InputGradients { get; set; } = [];

    /// <summary>The values that a node takes, in the order that its layer wants.</summary>
    public ImmutableArray<Value> Operands(GraphNode node) => node.Operands.Select((edge, i) => Ordered(Result(edge), node.Order.Operands[i])).ToImmutableArray();

    public Value Result(Edge edge) => edge.IsInput
        ? _inputs[edge.Index]
        : _results[edge.Index] ?? throw new InvalidOperationException($"'{Graph.Nodes[edge.Index].Name}' has no value yet.");

    /// <summary>Runs the forward slice of every layer that an output or a loss needs.</summary>
    public void AppendForward()
    {
        bool[] needed = NeededNodes();
        foreach (GraphNode node in Graph.Nodes.Where(node => needed[node.Index]))
        {
            ForwardBuilder build = new(this, node, Operands(node));
            node.Layer.Forward(build);
            _results[node.Index] = build.Output
                ?? throw new InvalidOperationException($"The layer '{node.Name}' gave no output.");
        }
    }

    public Program ToProgram()
    {
        ImmutableArray<Value> logits = Graph.Outputs.Select(output => Result(output.Edge)).ToImmutableArray();
        return new Program(
            [.. _first, .. _forward],
            _link.ToImmutableArray(),
            _backward.ToImmutableArray(),
            _values.ToImmutableArray(),
            IsTraining ? logits : Graph.Outputs.Select(LinkedOutput).ToImmutableArray(),
            logits,
            _losses.ToImmutableArray(),
            Graph.Named
                .Where(named => named.Edge.IsInput || _results[named.Edge.Index] is not null)
                .Select(named => new ProgramName(named.Name, Result(named.Edge)))
                .ToImmutableArray(),
            InputGradients,
            _outputGradients.ToImmutableArray())
        {
            NeedsSamples = NeedsSamples,
        };
    }

    internal Value NewValue(string name, ValueKind kind, Shape shape, Shape? picture, int index = -1) =>
        Adopt(new Value(Unique(name), kind, shape, index) { Picture = picture });

    /// <summary>The value, or a copy of it whose elements lie as asked for.</summary>
    internal Value Ordered(Value value, Shape? picture)
    {
        if (Equals(value.Picture, picture))
            return value;
        if (_ordered.TryGetValue((value, picture is null), out Value copy))
            return copy;
        copy = NewValue(value.Name + (picture is null ? "Planar" : "ChannelsLast"), ValueKind.Workspace, value.Shape, picture);
        _ordered.Add((value, picture is null), copy);
        _forward.Add(Reordering.Copy(value, copy));
        return copy;
    }

    /// <summary>A gradient as the value lies that it is of.</summary>
    internal Value OrderedGradient(Value gradient, Edge edge)
    {
        Shape? picture = Result(edge).Picture;
        if (Equals(gradient.Picture, picture))
            return gradient;
        Value copy = NewValue(gradient.Name, ValueKind.Workspace, gradient.Shape, picture);
        EmitBackward(Reordering.Copy(gradient, copy));
        return copy;
    }

    internal Value NewVector(GraphNode node, string name, int length) =>
        NewValue($"{Camel(node.Name)}{char.ToUpperInvariant(name[0])}{name.Substring(1)}", ValueKind.Vector, new Shape(length), picture: null);

    internal Value Adopt(Value value)
    {
        _names.Add(value.Name);
        _orders.Add(value, _values.Count);
        _values.Add(value);
        return value;
    }

    /// <summary>A value's position in the order of creation.</summary>
    internal int OrderOf(Value value) => _orders[value];

    internal string Unique(string name)
    {
        string unique = name;
        for (int i = 2; _names.Contains(unique); i++)
            unique = FormattableString.Invariant($"{name}{(char.IsDigit(name[name.Length - 1]) ? "_" : "")}{i}");
        return unique;
    }

    internal Value Save(GraphNode node, string name, Value value) => _saved[(node.Index, name)] = value;

    internal Value Saved(GraphNode node, string name) => _saved[(node.Index, name)];

    internal Value? Parameter(GraphNode node, string name)
    {
        foreach (int index in node.Parameters)
        {
            if (Graph.Parameters[index].Declaration.Name == name)
                return _parameters[index];
        }

        return null;
    }

    internal Value? ParameterGradient(GraphNode node, string name)
    {
        if (Parameter(node, name) is not { } parameter || !Graph.Parameters[parameter.Index].Declaration.Trainable)
            return null;
        if (!_parameterGradients.TryGetValue(parameter.Index, out Value gradient))
        {
            gradient = Adopt(new Value(Unique(parameter.Name + "Gradient"), ValueKind.ParameterGradient, parameter.Shape, parameter.Index) { Form = parameter.Form });
            _parameterGradients.Add(parameter.Index, gradient);
        }

        return gradient;
    }

    internal (Value Target, Value Loss, Value Gradient) NewLoss(GraphNode node, Value input, TargetDeclaration declaration)
    {
        int index = _losses.Count;
        GraphLoss loss = Graph.Losses.First(loss => loss.Node == node.Index);
        Value target = NewValue(loss.Target, declaration.IsIndices ? ValueKind.TargetIndices : ValueKind.TargetValues, node.Inputs[0], picture: null, index);
        Value value = NewValue(loss.Name == "loss" ? "loss" : loss.Name + "Loss", ValueKind.Loss, new Shape(node.Inputs[0].Rows, 1), picture: null, index);
        Value gradient = NewValue(input.Name + "Gradient", ValueKind.Workspace, node.Inputs[0], node.Order.Operands[0]);
        _losses.Add(new ProgramLoss(loss.Name, loss.Target, declaration, target, value, gradient));
        LossGradients.Add(node.Index, gradient);
        return (target, value, gradient);
    }

    /// <summary>The gradient of an output goes where its loss leaves its own.</summary>
    internal void ShareOutputGradient(int output, GraphLoss loss) => _outputGradients[output] = LossGradients[loss.Node];

    internal Value NewOutputGradient(int output)
    {
        Value gradient = NewValue(Camel(Graph.Outputs[output].Name) + "OutputGradient", ValueKind.OutputGradient, Graph.Outputs[output].Shape, picture: null, output);
        _outputGradients[output] = gradient;
        return gradient;
    }

    /// <summary>Appends what hangs on parameters alone, before all that hangs on inputs: whatever rides on another kernel may then read it.</summary>
    internal void EmitFirst(Operation operation) => _first.Add(operation with { IsPreparation = true });

    internal void EmitForward(GraphNode node, Operation operation) =>
        (node.Layer is LossLayer ? _link : _forward).Add(operation);

    internal void EmitBackward(Operation operation)
    {
        foreach (Operand operand in operation.Operands)
        {
            if (operand.Writes)
                _writtenBackward.Add(operand.Value!);
        }

        _backward.Add(operation);
    }

    internal void EmitParameterGradients(Operation operation, ImmutableArray<Value> parameters)
    {
        // An operation that added before has no updates left: the gradient itself says that it was written.
        bool isShared = operation.Operands.Any(operand => operand.Writes && _writtenBackward.Contains(operand.Value!));
        if (parameters.Length > 0)
        {
            // Shared weights: the optimizer follows the last of those that sum their gradients.
            if (_updates.TryGetValue(parameters[0], out int last) && _backward[last].Updates.SequenceEqual(parameters))
            {
                isShared = true;
                _backward[last] = _backward[last] with { Updates = [] };
            }

            _updates[parameters[0]] = _backward.Count;
        }

        EmitBackward(isShared
            ? operation with { Updates = parameters, Continues = true, Operands = operation.Operands.Add(Operand.Text("accumulate: true")) }
            : operation with { Updates = parameters });
    }

    /// <summary>A path in camel case: <c>see.block1.0.dense1.weight</c> gives <c>seeBlock1_0Dense1Weight</c>.</summary>
    internal static string Camel(string path)
    {
        string name = "";
        foreach (string part in path.Split('.', '_', '#').Where(part => part.Length > 0))
        {
            bool joinsDigits = name.Length > 0 && char.IsDigit(name[name.Length - 1]) && char.IsDigit(part[0]);
            name += (joinsDigits ? "_" : "") + (name.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1));
        }

        return name;
    }

    private bool[] NeededNodes()
    {
        bool[] needed = new bool[Graph.Nodes.Length];
        foreach (GraphLoss loss in Graph.Losses)
            needed[loss.Node] = IsTraining || Graph.Outputs.Any(output => Graph.LossOf(output) == loss);
        foreach (Edge edge in Graph.Outputs.Select(output => output.Edge).Where(edge => !edge.IsInput))
            needed[edge.Index] = true;
        for (int i = needed.Length - 1; i >= 0; i--)
        {
            foreach (Edge edge in Graph.Nodes[i].Operands.Where(edge => needed[i] && !edge.IsInput))
                needed[edge.Index] = true;
        }

        return needed;
    }

    private Value LinkedOutput(GraphOutput output) => Graph.LossOf(output) is { } loss ? _results[loss.Node]! : Result(output.Edge);
}
