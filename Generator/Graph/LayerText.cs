using System.Globalization;

namespace GraphGen.Generator.Graph;

/// <summary>Numbers in names and messages.</summary>
internal static class LayerText
{
    public static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of things, in words: <c>1 value</c>, <c>2 values</c>.</summary>
    public static string Several(int number, string thing) => $"{Count(number)} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>What the names of a second call of a layer method, and of later ones, end in.</summary>
    public static string Call(int call) => call == 1 ? "" : "#" + Count(call);
}
