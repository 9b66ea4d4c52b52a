using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Layers;

/// <summary>The argument <c>Bias</c>, which layers with weights share.</summary>
internal static class BiasRule
{
    /// <summary>What the user chose, else whether a bias does anything there: a normalisation behind the layer takes it off again.</summary>
    public static bool Has(LayerUse use, LayerContext context) => use.Flag("Bias", !context.FeedsNormalization);
}
