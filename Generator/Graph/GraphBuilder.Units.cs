using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>Units, their layer methods, and the blocks in them.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>Blocks in one network, all copies counted: more would keep the editor waiting, and the compiler after it.</summary>
    private const int MostCopies = 4096;

    private int _copies;

    /// <summary>Wires a network or one copy of a block; a result is null where a mistake stands before it.</summary>
    private Wire?[] Unit(Scope scope, Wire[] operands)
    {
        if (scope.Unit.Wiring is not { } graph)
        {
            _failed = true;
            return [null];
        }

        Wire?[] values = new Wire?[graph.Steps.Count];
        Wire? Value(int number) => number < 0 ? operands[~number] : values[number];
        for (int i = 0; i < values.Length; i++)
        {
            GraphStep step = graph.Steps[i];
            Wire?[] taken = [.. step.Operands.Select(Value)];
            if (taken.Contains(null))
                continue;
            values[i] = step.Stack >= 0 ? Stack(scope, step.Stack, i, taken!) : Operation(scope, step.Operation!, i, taken!);
        }

        return [.. graph.Results.Select(result => Value(result.Value))];
    }

    /// <summary>Calls a layer method.</summary>
    private Wire? Stack(Scope scope, int index, int step, Wire[] operands)
    {
        StackModel stack = scope.Unit.Stacks[index];
        if (!scope.Stacks.TryGetValue(index, out StackInstance instance))
            scope.Stacks.Add(index, instance = new StackInstance());
        instance.Calls++;
        if (instance.Calls > 1 && scope.Use is null && UnusedValues.EndsInLoss(stack))
            return Fail(scope, new Problem("GG0215", new Place(scope.Unit.Key, PlaceKind.Step, step), stack.Name));
        string method = LayerNames.Camel(stack.Name);
        string path = scope.Path + (method.Length > 0 ? method + "." : "");
        Layer? before = null;
        Wire[] current = operands;
        for (int i = 0; i < stack.Layers.Count; i++)
        {
            LayerUse use = stack.Layers[i].With(scope.Sizes);
            Place place = new(scope.Unit.Key, PlaceKind.Layer, index, i);
            if (instance.Layers.Count <= i)
            {
                if (Instance(scope, instance, path, use, place) is not { } made)
                    return null;
                instance.Layers.Add(made);
            }

            Wire? result;
            if (use.Kind == "Block")
            {
                if (before is LossLayer)
                    return Fail(scope, new Problem("GG0104", place, $"Block<{BlockTitle(use)}>", before.Use.Kind));
                result = Block(scope, instance.Layers[i], use, place, current);
                before = null;
            }
            else
            {
                Layer layer = LayerCatalog.Create(use)!;
                if (layer is LossLayer && scope.Use is not null)
                {
                    // The block itself is told.
                    _failed = true;
                    return null;
                }

                if (!Follows(scope, before, layer, place, current, step, isFirstCall: instance.Calls == 1))
                    return null;
                if (current.Length > 1)
                    return Fail(scope, new Problem("GG0217", place, layer.Title, stack.Name, LayerText.Count(current.Length)));
                if (layer is LossLayer)
                    AddLoss(method, step);
                result = Append(scope, layer, instance.Layers[i], instance.Calls, current, place, new Place(scope.Unit.Key, PlaceKind.Step, step), isInStack: true);
                if (layer is LossLayer)
                    result = result is null ? null : current[0];
                before = layer;
            }

            if (result is null)
                return null;
            current = [result];
            if (scope.Use is null && instance.Calls == 1 && use.Text("Name") is not null && before is not LossLayer)
                _named.Add(new NamedValue(instance.Layers[i].Name, result.Edge));
        }

        if (scope.Use is null && method.Length > 0)
            _named.Add(new NamedValue(method + LayerText.Call(instance.Calls), current[0].Edge));
        return current[0];
    }

    /// <summary>Names a layer at its first call.</summary>
    private LayerInstance? Instance(Scope scope, StackInstance stack, string path, LayerUse use, Place place)
    {
        Layer? layer = LayerCatalog.Create(use);
        bool isBlock = use.Kind == "Block";
        if (isBlock ? !_blocks.ContainsKey(use.TypeArgument) : layer is null)
        {
            // Not a block, as has been told, or nothing that the C# compiler knows.
            _failed = true;
            return null;
        }

        string stem = isBlock ? BlockTitle(use).ToLowerInvariant() : layer!.Stem;
        var (name, fault) = stack.Names.Next(stem, use.Text("Name"));
        if (fault is null)
            return new LayerInstance(path + name);
        Fail(scope, new Problem("GG0110", place with { Argument = "Name" }, layer?.Title ?? BlockTitle(use), name, fault));
        return null;
    }

    /// <summary>Whether a layer may stand behind the one before it; warnings let it pass.</summary>
    private bool Follows(Scope scope, Layer? before, Layer layer, Place place, Wire[] operands, int step, bool isFirstCall)
    {
        // The first of a stack follows what the call is given, as far as a doubled link goes.
        Place? inner = null;
        if (before is null && layer is LossLayer && operands.Length == 1 && !operands[0].Edge.IsInput)
        {
            before = _nodes[operands[0].Edge.Index].Layer;
            inner = new Place(scope.Unit.Key, PlaceKind.Operand, step);
        }

        if (LayerOrder.Fault(before, layer) is not { } fault || (!isFirstCall && fault is not "GG0104"))
            return true;
        Problem problem = new(fault, place, layer.Use.Kind, before!.Use.Kind) { Inner = inner };
        if (LayerOrder.Warning(before, layer) is not null)
        {
            // A block itself is told, once.
            if (scope.Use is null)
                Report(scope, problem);
            return true;
        }

        Fail(scope, problem);
        return false;
    }

    /// <summary>The next node is the loss of a layer method, or of a chain.</summary>
    private void AddLoss(string method, int step)
    {
        _lossNodes.Add(step, _nodes.Count);
        _losses.Add(new GraphLoss(_nodes.Count, method.Length > 0 ? method : "loss", method.Length > 0 ? method : "target"));
    }

    /// <summary>Puts the copies of a block in the place of its attribute.</summary>
    private Wire? Block(Scope scope, LayerInstance instance, LayerUse use, Place place, Wire[] operands)
    {
        if (!_blocks.TryGetValue(use.TypeArgument, out UnitModel unit) || unit.Wiring is not { } graph)
        {
            // What is wrong with the block has been told.
            _failed = true;
            return null;
        }

        string title = $"Block<{unit.Title}>";
        int repeat = use.Integer("Repeat", 1);
        EquatableArray<long> given = use["sizes"]?.Integers ?? EquatableArray<long>.Empty;
        if (given.Count > unit.Sizes.Count)
            return Fail(scope, new Problem("GG0206", place, title, LayerText.Several(given.Count, "size"), unit.Sizes.Count == 0 ? "none" : $"at most {LayerText.Count(unit.Sizes.Count)}: {string.Join(", ", unit.Sizes.Select(size => size.Name))}"));
        if (repeat is < 1 or > MostCopies)
            return Fail(scope, new Problem("GG0101", place with { Argument = "Repeat" }, title, "Repeat", LayerText.Count(repeat), $"1 to {LayerText.Count(MostCopies)}"));
        if ((_copies += repeat) > MostCopies)
            return Fail(scope, new Problem("GG0103", place, title, $"with it the network has more than {LayerText.Count(MostCopies)} blocks"));
        if (operands.Length != graph.Parameters.Count)
            return Fail(scope, new Problem("GG0206", place, title, LayerText.Several(operands.Length, "value"), $"{LayerText.Count(graph.Parameters.Count)}: {string.Join(", ", graph.Parameters.Select(parameter => parameter.Name))}"));
        if (instance.Copies.Count == 0)
        {
            IReadOnlyDictionary<string, int> sizes = SizesOf(unit, given);
            bool isFrozen = scope.IsFrozen || use.Flag("Frozen", false);
            for (int i = 0; i < repeat; i++)
                instance.Copies.Add(new Scope(unit, instance.Name + (repeat > 1 ? $".{LayerText.Count(i)}." : "."), sizes, scope.Use ?? place, isFrozen));
        }

        Wire[] current = operands;
        foreach (Scope copy in instance.Copies)
        {
            if (Unit(copy, current)[0] is not { } result)
                return null;
            current = [result, .. operands.Skip(1)];
        }

        return current[0];
    }

    /// <summary>The sizes of a use: as given, else as the block says, by way of other sizes before or behind them too.</summary>
    private static Dictionary<string, int> SizesOf(UnitModel unit, EquatableArray<long> given)
    {
        Dictionary<string, int> sizes = [];
        for (int i = 0; i < given.Count; i++)
            sizes[unit.Sizes[i].Name] = (int)given[i];
        void Default(SizeModel size)
        {
            if (sizes.ContainsKey(size.Name))
                return;
            foreach (SizeModel other in unit.Sizes.Where(other => size.Default.Mentions(other.Name)))
                Default(other);
            sizes[size.Name] = (int)size.Default.Evaluate(sizes).Value;
        }

        foreach (SizeModel size in unit.Sizes)
            Default(size);
        return sizes;
    }

    private string BlockTitle(LayerUse use) => _blocks.TryGetValue(use.TypeArgument, out UnitModel unit)
        ? unit.Title
        : use.TypeArgument.Substring(use.TypeArgument.LastIndexOfAny(['.', ':']) + 1);
}
