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
    private readonly List<Operation> _forward = [];
    private readonly List<Operation> _link = [];
    private readonly List<Operation> _backward = [];
    private readonly List<Value> _values = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Node, string Name), Value> _saved = [];
    private readonly List<ProgramLoss> _losses = [];
    private readonly Value[] _inputs;
    private readonly Value[] _parameters;
    private readonly Dictionary<int, Value> _parameterGradients = [];
    private readonly Value[] _results;

    public ProgramBuilder(NetworkGraph graph, bool isTraining)
    {
        Graph = graph;
        IsTraining = isTraining;
        _inputs = graph.Inputs.Select((input, i) => NewValue(input.Name, ValueKind.Input, input.Shape, i)).ToArray();
        _parameters = graph.Parameters
            .Select((parameter, i) => NewValue(Camel(parameter.FullName), ValueKind.Parameter, parameter.Declaration.Shape, i))
            .ToArray();
        _results = new Value[graph.Nodes.Length];
    }

    public NetworkGraph Graph { get; }

    public bool IsTraining { get; }

    /// <summary>Gradients that losses leave behind, by the node of the loss.</summary>
    public Dictionary<int, Value> LossGradients { get; } = [];

    public Value Operand(GraphNode node) => Result(node.Operand);

    public Value Result(Edge edge) => edge.IsInput ? _inputs[edge.Index] : _results[edge.Index];

    /// <summary>Runs every layer's forward slice.</summary>
    public void AppendForward()
    {
        foreach (GraphNode node in Graph.Nodes)
        {
            ForwardBuilder build = new(this, node, Operand(node));
            node.Layer.Forward(build);
            _results[node.Index] = build.Output
                ?? throw new InvalidOperationException($"The layer '{node.Name}' gave no output.");
        }
    }

    public Program ToProgram()
    {
        ImmutableArray<Value> logits = Graph.Outputs.Select(output => Result(output.Edge)).ToImmutableArray();
        return new Program(
            _forward.ToImmutableArray(),
            _link.ToImmutableArray(),
            _backward.ToImmutableArray(),
            _values.ToImmutableArray(),
            IsTraining ? logits : Graph.Outputs.Select(LinkedOutput).ToImmutableArray(),
            logits,
            _losses.ToImmutableArray());
    }

    internal Value NewValue(string name, ValueKind kind, Shape shape, int index = -1) =>
        Adopt(new Value(Unique(name), kind, shape, index));

    internal Value Adopt(Value value)
    {
        _names.Add(value.Name);
        _values.Add(value);
        return value;
    }

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
            gradient = NewValue(parameter.Name + "Gradient", ValueKind.ParameterGradient, parameter.Shape, parameter.Index);
            _parameterGradients.Add(parameter.Index, gradient);
        }

        return gradient;
    }

    internal (Value Target, Value Loss, Value Gradient) NewLoss(GraphNode node, Value input, TargetDeclaration declaration)
    {
        int index = _losses.Count;
        Value target = NewValue("target", declaration.IsIndices ? ValueKind.TargetIndices : ValueKind.TargetValues, node.Input, index);
        Value loss = NewValue("loss", ValueKind.Loss, new Shape(node.Input.Rows, 1), index);
        Value gradient = NewValue(input.Name + "Gradient", ValueKind.Workspace, node.Input);
        _losses.Add(new ProgramLoss(node.Name, declaration, target, loss));
        LossGradients.Add(node.Index, gradient);
        return (target, loss, gradient);
    }

    internal void EmitForward(GraphNode node, Operation operation) =>
        (node.Layer is LossLayer && !IsTraining ? _link : _forward).Add(operation);

    internal void EmitBackward(Operation operation) => _backward.Add(operation);

    private Value LinkedOutput(GraphOutput output)
    {
        GraphNode? loss = Graph.Nodes.FirstOrDefault(node => node.Layer is LossLayer && node.Operand == output.Edge);
        return loss is null ? Result(output.Edge) : _results[loss.Index];
    }

    private static string Camel(string fullName) => string.Concat(
        fullName.Split('.', '_').Where(part => part.Length > 0).Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1)));
}
