using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>Draws blocks, and uses of those that there are.</summary>
internal static class BlockDrawer
{
    private static readonly string[] s_sizes = ["Width", "Inner", "K"];

    /// <summary>A layer that puts a block on these operands; null if none was found.</summary>
    public static StackLayer? Use(Sketch sketch, Tensor[] operands)
    {
        Dice dice = sketch.Dice;
        Unit[] known = [.. sketch.Library.Blocks.Where(block => (block.IsChain ? 1 : block.Parameters.Count) == operands.Length)];
        if (known.Length > 0 && dice.Chance(0.5))
        {
            // A block that is still being drawn is not in the library: there are no circles.
            Unit block = dice.Pick(known);
            return Layer(sketch, block, [.. block.Sizes.Take(dice.Between(0, block.Sizes.Count)).Select(_ => sketch.Extent(dice.Width()))], operands);
        }

        (Unit Block, Extent[] Given)? drawn = Draw(sketch, operands);
        return drawn is { } made ? Layer(sketch, made.Block, made.Given, operands) : null;
    }

    /// <summary>Seldom so often that the emitted passes are cut into several methods.</summary>
    private static int Repeat(Dice dice) => dice.Pick<int>((50, 1), (25, 2), (25, 3), (1, 70));

    private static StackLayer Layer(Sketch sketch, Unit block, Extent[] given, Tensor[] operands)
    {
        StackLayer layer = new("Block") { Block = block, Extents = given, IsFrozen = sketch.Dice.Chance(0.08), Repeat = Repeat(sketch.Dice) };
        Stack alone = new() { Name = "", Parameters = [] };
        alone.Layers.Add(layer);
        return StackDrawer.Evaluate(sketch, alone, operands) is null ? layer with { Repeat = 1 } : layer;
    }

    private static (Unit Block, Extent[] Given)? Draw(Sketch sketch, Tensor[] operands)
    {
        Dice dice = sketch.Dice;
        Unit block = new() { Name = sketch.Library.NewName(), IsBlock = true, IsChain = operands.Length == 1 && dice.Chance(0.25) };
        Dictionary<string, int> sizes = [];
        List<Extent> given = [];
        int count = dice.Below(s_sizes.Length);
        int said = dice.Between(0, count);
        for (int i = 0; i < count; i++)
        {
            Extent value = i > 0 && dice.Chance(0.4) ? Extent.Plus(s_sizes[i - 1], 1) : Extent.Of(dice.Width());
            block.Sizes.Add((s_sizes[i], value));
            if (i < said)
                given.Add(sketch.Extent(dice.Width()));
            sizes[s_sizes[i]] = i < said ? given[i].Integer(sketch.Sizes) : value.Integer(sizes);
            if (sizes[s_sizes[i]] is < 1 or > 64)
                return null;
        }

        Tensor[] inputs = [.. operands.Select((operand, i) => Draft.Input(i + 1, operand.Shape, operand.Limit is not null))];
        Sketch inner = new(dice, block, inputs, sizes, sketch.Library, sketch.Depth + 1, sketch.AllowsDropout);
        if (!UnitDrawer.Fill(inner, statements: dice.Between(1, 3)))
            return null;
        sketch.Library.Blocks.Add(block);
        return (block, [.. given]);
    }
}
