using System.Globalization;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>Groups of channels, which have the same size.</summary>
internal static class GroupRule
{
    /// <summary>The mistake in a convolution's groups, or null.</summary>
    public static Inference? Fault(Layer layer, int groups, int channels, int filters)
    {
        if (groups < 1)
            return Inference.Error("GG0101", "Groups", layer.Title, "Groups", Text(groups), "at least 1");
        if (channels % groups != 0)
            return Fault(layer, "Groups", groups, channels, "channels of its input");
        return filters % groups != 0 ? Fault(layer, "Groups", groups, filters, "filters") : null;
    }

    /// <summary>The mistake of groups that do not divide.</summary>
    public static Inference Fault(Layer layer, string argument, int groups, int extent, string what) =>
        Inference.Error("GG0113", argument, layer.Title, Text(groups), $"{Text(extent)} {what}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
