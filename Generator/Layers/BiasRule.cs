using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Layers;

/// <summary>The argument <c>Bias</c> of layers with weights.</summary>
internal static class BiasRule
{
    /// <summary>What the user says; else there is one, unless a normalisation behind the layer would take it off again.</summary>
    public static bool HasBias(LayerUse use, LayerContext context) => use.Flag("Bias", !context.FeedsNormalization);
}
