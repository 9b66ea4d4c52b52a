using Microsoft.CodeAnalysis.Text;

namespace Generator.Tests.Harness;

/// <summary>A source in which <c>[|</c> and <c>|]</c> enclose the place where a diagnostic is expected.</summary>
internal sealed record Markup(string Source, TextSpan Span)
{
    private const string Open = "[|";
    private const string Close = "|]";

    public static Markup Parse(string text)
    {
        int start = text.IndexOf(Open, StringComparison.Ordinal);
        int end = text.IndexOf(Close, StringComparison.Ordinal) - Open.Length;
        if (start < 0 || end < start)
            throw new ArgumentException("The source has no [|marked|] place.", nameof(text));
        return new(text.Replace(Open, "").Replace(Close, ""), TextSpan.FromBounds(start, end));
    }
}
