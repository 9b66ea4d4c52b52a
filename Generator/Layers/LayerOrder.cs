namespace GraphGen.Generator.Layers;

/// <summary>Which layers may follow each other.</summary>
internal static class LayerOrder
{
    /// <summary>The diagnostic for a layer directly behind another, or null.</summary>
    public static string? Fault(Layer? before, Layer layer) => (before, layer) switch
    {
        (LossLayer, _) => "GG0104",
        (not null, LossLayer { LinkKind: { } link }) when before.Use.Kind == link => "GG0106",
        (ActivationLayer first, ActivationLayer second) when first.Use.Kind == second.Use.Kind => "GG0107",
        (DenseLayer, DenseLayer) => "GG0108",
        _ => null,
    };
}
