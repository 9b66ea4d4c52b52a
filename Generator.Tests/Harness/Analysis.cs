using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Harness;

/// <summary>Runs the analyzer, and compares with what is marked.</summary>
internal static class Analysis
{
    public const string Usings = "using GraphGen;\n";

    /// <summary>The analyzer's diagnostics over a source.</summary>
    public static Diagnostic[] Run(params string[] sources) =>
        [.. Compilations.Of(sources).WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().Result.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];

    /// <summary>Expects one diagnostic of that id, on the marked place, and no other.</summary>
    public static Diagnostic Expect(string id, string marked)
    {
        Markup markup = Markup.Parse(Usings + marked);
        Diagnostic diagnostic = Assert.Single(Run(markup.Source));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(markup.Source.Substring(markup.Span.Start, markup.Span.Length), markup.Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(markup.Span, diagnostic.Location.SourceSpan);
        return diagnostic;
    }

    /// <summary>Expects no diagnostic.</summary>
    public static void ExpectNone(string source) => Assert.Empty(Run(Usings + source));
}
