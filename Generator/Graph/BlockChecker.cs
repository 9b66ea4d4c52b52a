using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Graph;

/// <summary>What is wrong with a block whatever its use: the mistakes that reading found, and losses.</summary>
internal static class BlockChecker
{
    public static IEnumerable<Problem> Problems(BlockModel model) => model.Problems.Concat(Losses(model.Body));

    /// <summary>Losses belong to networks.</summary>
    public static IEnumerable<Problem> Losses(UnitModel block)
    {
        for (int stack = 0; stack < block.Stacks.Count; stack++)
        {
            for (int layer = 0; layer < block.Stacks[stack].Layers.Count; layer++)
            {
                LayerUse use = block.Stacks[stack].Layers[layer];
                if (LayerCatalog.Create(use) is LossLayer)
                    yield return new Problem("GG0214", new Place(block.Key, PlaceKind.Layer, stack, layer), use.Kind, block.Title);
            }
        }
    }
}
