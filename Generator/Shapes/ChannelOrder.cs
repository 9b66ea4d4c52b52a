using System.Globalization;
using System.Linq;

namespace GraphGen.Generator.Shapes;

/// <summary>Pictures whose axes were given as height, width, channels: other libraries' order.</summary>
internal static class ChannelOrder
{
    /// <summary>More channels than this are no colours.</summary>
    private const int MostColours = 4;

    /// <summary>The extents in the order of ours, if those of an input look like the other; else null.</summary>
    public static string? Mended(Shape input)
    {
        if (input.Rank != 3 || input.Last > MostColours || input.Dimensions.Take(2).Any(extent => extent <= MostColours))
            return null;
        return string.Join(", ", new[] { input.Last, input.Dimensions[0], input.Dimensions[1] }.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
    }
}
