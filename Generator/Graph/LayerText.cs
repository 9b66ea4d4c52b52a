using System.Globalization;

namespace GraphGen.Generator.Graph;

/// <summary>Numbers in names and messages.</summary>
internal static class LayerText
{
    public static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the names of a second call of a layer method, and of later ones, end in.</summary>
    public static string Call(int call) => call == 1 ? "" : "#" + Count(call);
}
