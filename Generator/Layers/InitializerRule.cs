using System.Globalization;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The arguments <c>Initializer</c> and <c>InitializerScale</c>, which layers with weights share.</summary>
internal static class InitializerRule
{
    /// <summary>What the user chose, else the layer's own.</summary>
    public static string Of(LayerUse use, string otherwise) =>
        use.Text("Initializer") is { } given and not "Default" ? given : otherwise;

    /// <summary>The mistake in them, or null.</summary>
    public static Inference? Fault(Layer layer)
    {
        float scale = layer.Use.Number("InitializerScale", 1f);
        if (!(scale is > 0f and <= float.MaxValue))
            return Inference.Error("GG0101", "InitializerScale", layer.Title, "InitializerScale", scale.ToString("R", CultureInfo.InvariantCulture), "a finite number above 0");
        return layer.Use["Initializer"] is { Text: null } unknown
            ? Inference.Error("GG0101", "Initializer", layer.Title, "Initializer", unknown.Integer.ToString(CultureInfo.InvariantCulture), "a member of Initializer")
            : null;
    }
}
