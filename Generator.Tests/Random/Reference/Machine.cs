using Generator.Tests.RandomStacks.Model;

namespace Generator.Tests.RandomStacks.Reference;

/// <summary>
/// Evaluates a unit for one sample as its author means it, in double precision and with derivatives along one direction: straight from
/// the declarations, without a thought of graphs, programs or memory.
/// </summary>
/// <param name="parameter">Gives a parameter by its name and shape.</param>
internal sealed class Machine(Func<string, int[], Tensor> parameter)
{
    /// <summary>The masks of a training pass; null in inference.</summary>
    public DropoutMask? Dropout { get; init; }

    /// <summary>Whether every result is rounded to single precision: how much that changes says what precision to expect.</summary>
    public bool Rounds { get; init; }

    public Kinks Kinks { get; } = new();

    /// <summary>The parameters that it asked for, by name, with shape and whether they are trained.</summary>
    public Dictionary<string, (int[] Shape, bool IsTrainable)> Parameters { get; } = [];

    /// <summary>The losses in the order of their calls: their name, what they are, and the value before them.</summary>
    public List<(string Name, StackLayer Layer, Tensor Value)> Losses { get; } = [];

    /// <summary>The values that have a name.</summary>
    public Dictionary<string, Tensor> Named { get; } = [];

    /// <summary>The locals of the unit at its end.</summary>
    public Dictionary<string, Tensor> Locals { get; private set; } = [];

    public Tensor[] Run(Unit unit, Tensor[] inputs, Dictionary<string, int>? sizes = null)
    {
        Scope scope = new(unit, "", sizes ?? [], isFrozen: false);
        Locals = scope.Locals;
        return Run(scope, inputs);
    }

    private Tensor[] Run(Scope scope, Tensor[] inputs)
    {
        Unit unit = scope.Unit;
        if (unit.IsChain)
            return [Call(scope, unit.Stacks[0], inputs)];
        scope.Locals.Clear();
        for (int i = 0; i < inputs.Length; i++)
            scope.Locals[unit.Parameters[i].Name] = inputs[i];
        foreach (Statement statement in unit.Statements)
        {
            Tensor[] values = [.. statement.Values.Select(value => Evaluate(scope, value))];
            for (int i = 0; i < statement.Targets.Length; i++)
                scope.Locals[statement.Targets[i]] = values[i];
        }

        Tensor[] results = [.. unit.Results.Select(result => Evaluate(scope, result))];
        return unit.IsBlock || results.All(result => result.Limit is null) ? results : throw new InvalidNetworkException("indices as a result");
    }

    private Tensor Evaluate(Scope scope, Expression expression)
    {
        if (expression.Kind == "Local")
            return scope.Locals[expression.Name];
        // As they stand in the source: which call of a method is the first one decides on names.
        bool turns = expression.IsReversed && expression.Kind is "Call" or "MatMul" && expression.IsReversed;
        Tensor[] x = [.. (turns ? expression.Operands.Reverse() : expression.Operands).Select(operand => Evaluate(scope, operand))];
        if (turns)
            Array.Reverse(x);
        if (expression.Kind == "Call")
            return Call(scope, expression.Stack!, x);
        if (x.Any(operand => operand.Limit is not null))
            throw new InvalidNetworkException("indices");
        double[] n = [.. expression.Numbers.Select(number => number.Value(scope.Sizes))];
        int Integer(int i, int otherwise) => n.Length > i ? (int)n[i] : otherwise;
        return Rounded(expression.Kind switch
        {
            "Add" or "Subtract" or "Multiply" => Structure.Broadcast(x[0], x[1], expression.Kind),
            "AddNumber" or "NumberAdd" => Layers.Affine(x[0], 1, n[0]),
            "SubtractNumber" => Layers.Affine(x[0], 1, -n[0]),
            "NumberSubtract" => Layers.Affine(x[0], -1, n[0]),
            "MultiplyNumber" or "NumberMultiply" => Layers.Affine(x[0], n[0], 0),
            "Negate" => Layers.Affine(x[0], -1, 0),
            "Concat" => Structure.Concat(x),
            "Slice" => Structure.Slice(x[0], (int)n[0], (int)n[1], Integer(2, -1)),
            "Transpose" => Structure.Transpose(x[0], Integer(0, -2), Integer(1, -1)),
            "Sum" or "Mean" or "Max" => Structure.Reduce(x[0], expression.Kind, Integer(0, -1), Kinks),
            "MatMul" => Structure.MatMul(x[0], x[1]),
            "Softmax" => Layers.Softmax(x[0]),
            "Pointwise" => Layers.Own(x[0], expression.Name),
            _ => Layers.Activation(x[0], expression.Kind, n.Length > 0 ? (float)n[0] : null, flag: false, Kinks),
        });
    }

    private Tensor Call(Scope scope, Stack stack, Tensor[] operands)
    {
        if (!scope.Stacks.TryGetValue(stack, out StackState? state))
            scope.Stacks.Add(stack, state = new StackState());
        state.Calls++;
        string method = Camel(stack.Name);
        string path = scope.Path + (method.Length > 0 ? method + "." : "");
        Tensor[] current = operands;
        for (int i = 0; i < stack.Layers.Count; i++)
        {
            StackLayer layer = stack.Layers[i];
            if (state.Layers.Count <= i)
                state.Layers.Add(new LayerState(path + state.NameOf(layer)));
            if (layer.Block is { } block)
            {
                current = [Block(scope, state.Layers[i], layer, block, current)];
            }
            else
            {
                if (current.Length > 1)
                    throw new InvalidNetworkException("several operands");
                if (current[0].Limit is not null != (layer.Kind == "Embedding"))
                    throw new InvalidNetworkException("indices and numbers");
                if (layer.IsLoss)
                    current = [Loss(layer, current[0], method, state.Calls, isLast: i == stack.Layers.Count - 1, isInBlock: scope.Unit.IsBlock)];
                else
                    current = [Rounded(Apply(scope, state.Layers[i], layer, current[0], state.Calls))];
            }

            if (!scope.Unit.IsBlock && state.Calls == 1 && layer.Name is not null && !layer.IsLoss)
                Named[state.Layers[i].Path] = current[0];
        }

        if (!scope.Unit.IsBlock && method.Length > 0)
            Named[method + (state.Calls == 1 ? "" : $"#{state.Calls}")] = current[0];
        return current[0];
    }

    private Tensor Loss(StackLayer layer, Tensor value, string method, int calls, bool isLast, bool isInBlock)
    {
        if (!isLast || isInBlock || calls > 1 || (layer.Link is not null && value.Producer == layer.Link))
            throw new InvalidNetworkException("loss");
        if (layer.Link == "Softmax" && value.Last < 2)
            throw new InvalidNetworkException("classes");
        if (!(layer.Weight > 0) || layer.Number is <= 0 || layer.Smoothing is < 0 or >= 1)
            throw new InvalidNetworkException("argument of a loss");
        Losses.Add((method.Length > 0 ? method : "loss", layer, value));
        return value.BehindLoss(Losses.Count - 1);
    }

    private Tensor Block(Scope scope, LayerState state, StackLayer layer, Unit block, Tensor[] operands)
    {
        if (operands.Length != (block.IsChain ? 1 : block.Parameters.Count) || layer.Repeat < 1 || layer.Extents.Length > block.Sizes.Count)
            throw new InvalidNetworkException("block");
        if (state.Copies.Count == 0)
        {
            Dictionary<string, int> sizes = [];
            for (int i = 0; i < block.Sizes.Count; i++)
                sizes[block.Sizes[i].Name] = i < layer.Extents.Length ? layer.Extents[i].Integer(scope.Sizes) : block.Sizes[i].Default.Integer(sizes);
            for (int i = 0; i < layer.Repeat; i++)
                state.Copies.Add(new Scope(block, state.Path + (layer.Repeat > 1 ? $".{i}." : "."), sizes, scope.IsFrozen || layer.IsFrozen));
        }

        Tensor[] current = operands;
        foreach (Scope copy in state.Copies)
            current = [Run(copy, current)[0], .. operands.Skip(1)];
        return current[0];
    }

    private Tensor Convolution(Scope scope, LayerState state, StackLayer layer, int[] extents, Tensor x)
    {
        const int mostColours = 4;
        bool isPicture = layer.Kind == "Conv2D";
        if (x.Rank != (isPicture ? 3 : 2) || extents.Min() < 1)
            throw new InvalidNetworkException("convolution");
        if (isPicture && x.Producer.Length == 0 && x.Last <= mostColours && x.Shape[0] > mostColours && x.Shape[1] > mostColours)
            throw new InvalidNetworkException("channels last");
        int channels = isPicture ? x.Shape[0] : x.Last, groups = layer.Window.Groups;
        if (channels % groups != 0 || extents[0] % groups != 0 || (state.Inputs > 0 && state.Inputs != channels))
            throw new InvalidNetworkException("channels");
        state.Inputs = channels;
        int[] kernel = isPicture ? [extents[1], extents[1]] : [extents[1]];
        bool isTrainable = !layer.IsFrozen && !scope.IsFrozen;
        Tensor weight = Parameter(state.Path + ".weight", [extents[0], channels / groups, .. kernel], isTrainable);
        Tensor? bias = layer.HasBias ? Parameter(state.Path + ".bias", [extents[0]], isTrainable) : null;
        return Convolutions.Of(x, weight, bias, layer.Window);
    }

    private Tensor Apply(Scope scope, LayerState state, StackLayer layer, Tensor x, int call)
    {
        int[] extents = [.. layer.Extents.Select(extent => extent.Integer(scope.Sizes))];
        switch (layer.Kind)
        {
            case "Dense":
                if (extents[0] < 1 || (state.Inputs > 0 && state.Inputs != x.Last))
                    throw new InvalidNetworkException("dense");
                state.Inputs = x.Last;
                bool isTrainable = !layer.IsFrozen && !scope.IsFrozen;
                Tensor weight = Parameter(state.Path + ".weight", [extents[0], x.Last], isTrainable);
                return Layers.Dense(x, weight, layer.HasBias ? Parameter(state.Path + ".bias", [extents[0]], isTrainable) : null);
            case "Conv1D" or "Conv2D":
                return Convolution(scope, state, layer, extents, x);
            case "Embedding":
                if (extents[0] < 1 || extents[1] < 1)
                    throw new InvalidNetworkException("embedding");
                x.Limit!.Most = Math.Min(x.Limit.Most, extents[0]);
                return Layers.Embedding(x, Parameter(state.Path + ".weight", extents, !layer.IsFrozen && !scope.IsFrozen));
            case "MeanOverTime":
                return x.Rank == 2 ? Structure.Reduce(x, "Mean", 0, Kinks) : throw new InvalidNetworkException("no sequence");
            case "Flatten":
                return Structure.Reshape(x, [x.Elements], "Flatten");
            case "Reshape":
                return Structure.Reshape(x, extents, "Reshape");
            case "Softmax":
                return Layers.Softmax(x);
            case "Pointwise":
                return Layers.Own(x, layer.TypeArgument);
            case "Dropout":
                if (layer.Number is < 0 or >= 1)
                    throw new InvalidNetworkException("probability");
                return Dropout is { } masks && layer.Number > 0
                    ? masks.Apply(x, layer.Number.Value, state.Path + (call == 1 ? "" : $"#{call}"))
                    : Structure.Reshape(x, x.Shape, "Dropout");
            default:
                if (layer.Number < 0)
                    throw new InvalidNetworkException("argument");
                return Layers.Activation(x, layer.Kind, layer.Number, layer.Flag, Kinks);
        }
    }

    private Tensor Parameter(string name, int[] shape, bool isTrainable)
    {
        Parameters[name] = (shape, isTrainable);
        return parameter(name, shape);
    }

    private Tensor Rounded(Tensor x)
    {
        for (int i = 0; Rounds && i < x.Elements; i++)
            (x.Values[i], x.Slopes[i]) = ((float)x.Values[i], (float)x.Slopes[i]);
        return x;
    }

    internal static string Camel(string name) => name.Length == 0 ? "" : char.ToLowerInvariant(name[0]) + name[1..];
}
