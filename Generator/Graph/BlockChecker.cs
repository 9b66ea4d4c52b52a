using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Graph;

/// <summary>What is wrong with a block whatever its use: the mistakes that reading found, losses, layers in a row that make no sense, and values that nothing uses.</summary>
internal static class BlockChecker
{
    public static IEnumerable<Problem> Problems(BlockModel model) =>
        model.Problems.Concat(Losses(model.Body)).Concat(Order(model.Body)).Concat(UnusedValues.Problems(model.Body));

    /// <summary>Losses belong to networks.</summary>
    public static IEnumerable<Problem> Losses(UnitModel block) =>
        from layer in Layers(block)
        where layer.Layer is LossLayer
        select new Problem("GG0214", layer.Place, layer.Layer!.Use.Kind, block.Title);

    private static IEnumerable<Problem> Order(UnitModel block)
    {
        foreach (var (before, after) in Layers(block).Zip(Layers(block).Skip(1), (before, after) => (before, after)))
        {
            if (before.Place.Index == after.Place.Index && before.Layer is { } first && after.Layer is { } second && LayerOrder.Warning(first, second) is { } warning)
                yield return new Problem(warning, after.Place, second.Use.Kind, first.Use.Kind);
        }
    }

    private static IEnumerable<(Layer? Layer, Place Place)> Layers(UnitModel block)
    {
        for (int stack = 0; stack < block.Stacks.Count; stack++)
        {
            for (int layer = 0; layer < block.Stacks[stack].Layers.Count; layer++)
                yield return (LayerCatalog.Create(block.Stacks[stack].Layers[layer]), new Place(block.Key, PlaceKind.Layer, stack, layer));
        }
    }
}
