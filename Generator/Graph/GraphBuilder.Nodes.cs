using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>Nodes: layers and operations on values.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>An operation that <c>Graph</c> itself contains.</summary>
    private Wire? Operation(Scope scope, LayerUse written, int step, Wire[] operands)
    {
        LayerUse use = written.With(scope.Sizes);
        Place place = new(scope.Unit.Key, PlaceKind.Step, step);
        if (LayerCatalog.Create(use) is not { } layer)
        {
            _failed = true;
            return null;
        }

        string name = scope.Path + scope.Operations.Next(layer.Stem, given: null).Name;
        if (layer is IBroadcasting && operands.All(operand => !operand.Shape.IsIndices) && BroadcastRule.Of(operands[0].Shape, operands[1].Shape) is { } shape)
            operands = [.. operands.Select((operand, i) => Broadcast(name, operand, shape, i))];
        return Append(scope, layer, new LayerInstance(name), call: 1, operands, place, place, isInStack: false);
    }

    /// <summary>A value under a larger shape, its elements repeated.</summary>
    private Wire Broadcast(string name, Wire operand, Shape shape, int side)
    {
        if (operand.Shape.Equals(shape))
            return operand;
        ExpandLayer layer = new(shape);
        _nodes.Add(new GraphNode(_nodes.Count, layer, $"{name}.{(side == 0 ? "left" : "right")}", [operand.Edge], [operand.Shape], shape, []));
        return new Wire(new Edge(IsInput: false, _nodes.Count - 1), shape);
    }

    /// <summary>Appends a node, if its operands fit.</summary>
    private Wire? Append(Scope scope, Layer layer, LayerInstance instance, int call, Wire[] operands, Place place, Place step, bool isInStack)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Shape.IsIndices == layer.TakesIndices)
                continue;
            Place at = isInStack ? place : step with { Kind = PlaceKind.Operand, Item = i };
            return Fail(scope, layer.TakesIndices
                ? new Problem("GG0213", at, layer.Title, "indices", "numbers", "give it an [Input] of Type = InputType.Int32")
                : new Problem("GG0213", at, layer.Title, "numbers", "indices", "put a layer such as [Embedding] before it"));
        }

        ImmutableArray<Shape> shapes = operands.Select(operand => operand.Shape).ToImmutableArray();
        if (layer.TakesPictures && operands[0].Edge.IsInput && ChannelOrder.Mended(shapes[0]) is { } mended)
            return Fail(scope, new Problem("GG0115", isInStack ? place : step with { Kind = PlaceKind.Operand }, layer.Title, shapes[0].ToString(), mended));
        Inference inference = layer.Infer(shapes);
        foreach (LayerProblem problem in inference.Problems)
        {
            Place at = problem.Operand >= 0 ? step with { Kind = PlaceKind.Operand, Item = problem.Operand }
                : isInStack ? place with { Argument = problem.Argument }
                : place;
            Report(scope, new Problem(problem.Id, at, problem.Values));
        }

        if (inference.Output is not { } output)
        {
            _failed = true;
            return null;
        }

        if (!Share(scope, layer, instance, shapes[0], step))
            return null;
        string name = instance.Name + LayerText.Call(call);
        GraphNode node = new(_nodes.Count, layer, name, operands.Select(operand => operand.Edge).ToImmutableArray(), shapes, output, []);
        _nodes.Add(node);
        return new Wire(new Edge(IsInput: false, node.Index), output);
    }

    /// <summary>Enters the node to come among those that share the layer's weights; false if the weights do not fit it.</summary>
    private bool Share(Scope scope, Layer layer, LayerInstance instance, Shape input, Place step)
    {
        IEnumerable<Shape> Declared(Shape shape) => layer.Parameters(shape, new LayerContext(FeedsRectifier: false)).Select(parameter => parameter.Shape);
        if (instance.Owner < 0)
        {
            if (!Declared(input).Any())
                return true;
            instance.Owner = _owners.Count;
            _owners.Add(new ParameterOwner(layer, instance.Name, input, scope.IsFrozen));
        }
        else if (!Declared(input).SequenceEqual(Declared(_owners[instance.Owner].Input)))
        {
            Fail(scope, new Problem("GG0218", step with { Kind = PlaceKind.Operand }, instance.Name, _owners[instance.Owner].Input.ToString(), input.ToString()));
            return false;
        }

        _owners[instance.Owner].Nodes.Add(_nodes.Count);
        return true;
    }

    private Wire? Fail(Scope scope, Problem problem)
    {
        Report(scope, problem);
        _failed = true;
        return null;
    }

    /// <summary>Reports a mistake; inside a block it is shown at the network's use, with the block's line beside it.</summary>
    private void Report(Scope scope, Problem problem) =>
        _problems.Add(scope.Use is { } use ? problem with { Place = use, Inner = problem.Place } : problem);
}
