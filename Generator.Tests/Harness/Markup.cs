using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Generator.Tests.Harness;

/// <summary>
/// A source in which <c>[|</c> and <c>|]</c> enclose the place where a diagnostic is expected, and <c>(|</c> and <c>|)</c> the second
/// place that it names, if it does.
/// </summary>
internal sealed partial record Markup(string Source, TextSpan Span, TextSpan? Inner)
{
    public static Markup Parse(string text)
    {
        Dictionary<string, int> positions = [];
        int removed = 0;
        foreach (Match mark in Marks().Matches(text))
        {
            positions.Add(mark.Value, mark.Index - removed);
            removed += mark.Length;
        }

        return new(
            Marks().Replace(text, ""),
            Between(positions, "[|", "|]") ?? throw new ArgumentException("The source has no [|marked|] place.", nameof(text)),
            Between(positions, "(|", "|)"));
    }

    /// <summary>The marked text.</summary>
    public string Text => Source.Substring(Span.Start, Span.Length);

    private static TextSpan? Between(Dictionary<string, int> positions, string open, string close) =>
        positions.TryGetValue(open, out int start) && positions.TryGetValue(close, out int end) ? TextSpan.FromBounds(start, end) : null;

    [GeneratedRegex(@"\[\||\|\]|\(\||\|\)")]
    private static partial Regex Marks();
}
