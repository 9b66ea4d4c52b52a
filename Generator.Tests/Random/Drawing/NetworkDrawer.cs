using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>A network drawn by a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Network">The network.</param>
/// <param name="IsRight">Whether the compiler must accept it, else refuse it.</param>
internal sealed record DrawnNetwork(int Seed, Unit Network, bool IsRight)
{
    public string Source => SourceText.Of(Network);
}

/// <summary>Draws whole networks.</summary>
internal static class NetworkDrawer
{
    private static readonly string[] s_inputs = ["image", "words", "x", "y", "input", "left", "right", "state", "target", "output"];
    private static readonly string[] s_oddInputs = ["count", "frame", "call", "batch", "@class", "w", "network", "Total", "loss", "value", "targets"];
    private static readonly string[] s_results = ["", "", "Label", "Box", "score", "Value", "frame", "count"];
    private static readonly string[] s_heads = ["Label", "Box", "Score", "Value", "Output", "Target"];

    public static DrawnNetwork Draw(int seed)
    {
        for (int attempt = 0; ; attempt++)
        {
            Dice dice = new(unchecked(seed * 7919 + attempt)) { IsWide = seed % 6 == 0 };
            string name = $"N{seed}";
            if ((dice.Chance(0.15) ? Chain(dice, name) : Graph(dice, name)) is not { } network)
                continue;
            bool isRight = Draft.Of(network, Inputs(network), []) is not null;
            return new DrawnNetwork(seed, network, isRight);
        }
    }

    private static Tensor[] Inputs(Unit network) => [.. network.Parameters.Select((input, i) => Draft.Input(i + 100, input.Shape, input.IsIndices))];

    private static Sketch Sketch(Dice dice, Unit network, bool isReckless = false) =>
        new(dice, network, Inputs(network), [], new Library(network.Name, network.Blocks), Depth: 0, AllowsDropout: dice.Chance(0.2)) { IsReckless = isReckless };

    private static Unit? Chain(Dice dice, string name)
    {
        Unit network = new() { Name = name, IsChain = true };
        bool isIndices = dice.Chance(0.1);
        network.Parameters.Add(new Parameter("input", isIndices ? [dice.Between(1, 6)] : dice.Shape(), !isIndices && dice.Chance(0.4), isIndices));
        Sketch sketch = Sketch(dice, network);
        if (!UnitDrawer.Fill(sketch, 0))
            return null;
        Stack stack = network.Stacks[0];
        bool isWrong = dice.Chance(0.1);
        if (isWrong)
            stack.Layers.Insert(dice.Below(stack.Layers.Count + 1), Wrong(dice));
        if (!isWrong && dice.Chance(0.85) && StackDrawer.Evaluate(sketch, stack, sketch.Inputs) is { } value)
            stack.Layers.Add(LossDrawer.Draw(dice, value));
        RemoveUnused(network);
        return network;
    }

    private static Unit? Graph(Dice dice, string name)
    {
        Unit network = new() { Name = name };
        int inputs = dice.Pick<int>((5, 1), (4, 2), (2, 3));
        for (int i = 0; i < inputs; i++)
        {
            string input = dice.Pick(dice.Chance(0.1) ? s_oddInputs : s_inputs);
            int[] shape = i > 0 && dice.Chance(0.5) ? Related(dice, network.Parameters[0].Shape) : dice.Shape();
            bool isIndices = dice.Chance(0.12);
            if (isIndices)
                shape = dice.Chance(0.7) ? [dice.Between(1, 6)] : [dice.Between(1, 3), dice.Between(1, 4)];
            if (network.Parameters.All(other => !string.Equals(other.Name, input, StringComparison.OrdinalIgnoreCase)))
                network.Parameters.Add(new Parameter(input, shape, !isIndices && dice.Chance(0.4), isIndices));
        }

        bool isWrong = dice.Chance(0.15);
        Sketch sketch = Sketch(dice, network, isWrong);
        // From a mistake on, all that follows is drawn blindly.
        UnitDrawer.Fill(sketch, dice.Between(1, 7), isWrong ? drafted => drafted is null or { IsTame: true } : null);
        if (network.Statements.Count == 0 && dice.Chance(0.9))
            return null;
        bool isStillRight = sketch.Draft() is not null;
        for (int losses = isStillRight ? dice.Pick<int>((2, 0), (5, 1), (3, 2), (1, 3)) : 0; losses > 0; losses--)
            UnitDrawer.TryStatement(sketch, drafted => drafted is { IsTame: true }, () => LossDrawer.Call(sketch, ExpressionDrawer.MethodName(sketch, dice.Pick(s_heads))));
        Results(sketch);
        RemoveUnused(network);
        return network;
    }

    private static void Results(Sketch sketch)
    {
        Dice dice = sketch.Dice;
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        for (int count = dice.Pick<int>((5, 1), (4, 2), (2, 3)); count > 0; count--)
        {
            sketch.Unit.Results.Add(ExpressionDrawer.Use(sketch, sketch.Local()));
            string name = dice.Pick(s_results);
            sketch.Unit.ResultNames.Add(taken.Add(name) ? name : "");
        }

        if (sketch.Unit.Results.Count == 1)
            sketch.Unit.ResultNames[0] = "";
    }

    /// <summary>A shape that broadcasts with another, or is it.</summary>
    private static int[] Related(Dice dice, int[] shape)
    {
        int[] related = [.. shape.Skip(dice.Below(shape.Length))];
        return dice.Chance(0.4) ? shape : [.. related.Select(extent => dice.Chance(0.3) ? 1 : extent)];
    }

    /// <summary>A layer that is likely to be wrong.</summary>
    private static StackLayer Wrong(Dice dice) => dice.Below(6) switch
    {
        0 => new StackLayer("Dense") { Extents = [Extent.Of(-dice.Below(3))] },
        1 => new StackLayer("Reshape") { Extents = [Extent.Of(dice.Between(-2, 7)), Extent.Of(dice.Between(-1, 11))] },
        2 => new StackLayer("Dropout") { Number = dice.Between(4, 5) / 4f },
        3 => new StackLayer("LeakyRelu") { Number = -0.5f },
        4 => new StackLayer("MeanSquaredError") { Weight = dice.Between(-1, 1) },
        _ => new StackLayer("Huber") { Number = dice.Between(-1, 1) },
    };

    /// <summary>Blocks of drafts that were thrown away.</summary>
    private static void RemoveUnused(Unit network)
    {
        HashSet<Unit> used = [network];
        for (int i = network.Blocks.Count; i >= 0; i--)
        {
            Unit unit = i == network.Blocks.Count ? network : network.Blocks[i];
            if (!used.Contains(unit))
                continue;
            foreach (StackLayer layer in unit.Stacks.SelectMany(stack => stack.Layers))
            {
                if (layer.Block is { } block)
                    used.Add(block);
            }
        }

        network.Blocks.RemoveAll(block => !used.Contains(block));
    }
}
