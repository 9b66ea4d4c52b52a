namespace GraphGen.Generator.Layers;

/// <summary>Which layers may follow each other.</summary>
internal static class LayerOrder
{
    /// <summary>The warning about a layer directly behind another, or null; it is the same whatever the shapes.</summary>
    public static string? Warning(Layer before, Layer layer) => Fault(before, layer) is "GG0107" or "GG0108" ? Fault(before, layer) : null;

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
