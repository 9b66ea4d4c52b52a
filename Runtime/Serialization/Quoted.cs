using System.Globalization;
using System.Text;

namespace GraphGen.CompilerServices;

/// <summary>Text from files in messages: of bounded length, and without characters that would upset a terminal.</summary>
internal static class Quoted
{
    private const int LongestText = 120;
    private const int LongestShape = 12;

    /// <summary>A name from a file, in single quotes.</summary>
    public static string Name(string name) => $"'{Text(name)}'";

    /// <summary>Any text from a file or about one.</summary>
    public static string Text(string text)
    {
        var result = new StringBuilder();
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, LongestText)))
            result.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        if (text.Length > LongestText)
            result.Append('…');
        return result.ToString();
    }

    /// <summary>Extents in brackets.</summary>
    public static string Shape<T>(IReadOnlyList<T> shape) where T : IFormattable
    {
        string extents = string.Join(", ", shape.Take(LongestShape).Select(extent => extent.ToString(null, CultureInfo.InvariantCulture)));
        return shape.Count > LongestShape
            ? $"[{extents}, …] of {shape.Count} axes"
            : $"[{extents}]";
    }
}
