using System.Collections.Concurrent;
using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Harness;

/// <summary>Runs the analyzer as a build does, over both halves of each class, and compares with what is marked.</summary>
internal static class Analysis
{
    public const string Usings = "using GraphGen;\n";

    private static readonly ConcurrentDictionary<string, bool> s_right = new(StringComparer.Ordinal);

    /// <summary>The analyzer's diagnostics over sources and what is emitted for them.</summary>
    public static Diagnostic[] Run(params string[] sources) => Run(new GeneratorRun(sources));

    public static Diagnostic[] Run(GeneratorRun run) =>
        [.. run.Whole.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().Result
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];

    /// <summary>Expects one diagnostic of that id, on the marked place, no other, and no error of the C# compiler that follows from it.</summary>
    public static Diagnostic Expect(string id, string marked)
    {
        Markup markup = Markup.Parse(Usings + marked);
        GeneratorRun run = new(markup.Source);
        Diagnostic diagnostic = Assert.Single(Run(run));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(markup.Text, markup.Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(markup.Span, diagnostic.Location.SourceSpan);
        Assert.Equal(markup.Inner, diagnostic.AdditionalLocations.Select(location => (Microsoft.CodeAnalysis.Text.TextSpan?)location.SourceSpan).SingleOrDefault());
        Assert.Empty(Follow(run));
        return diagnostic;
    }

    /// <summary>Expects no diagnostic, neither of the analyzer nor of the C# compiler.</summary>
    public static void ExpectNone(string source)
    {
        // Many wrong cases share a right one.
        if (!s_right.TryAdd(source, true))
            return;
        GeneratorRun run = new(Usings + source);
        Assert.Empty(Run(run));
        Assert.Empty(Follow(run));
    }

    /// <summary>Errors of the C# compiler, and warnings too in what is emitted.</summary>
    private static IEnumerable<Diagnostic> Follow(GeneratorRun run) => run.CompilerDiagnostics.Where(diagnostic =>
        diagnostic.DefaultSeverity == DiagnosticSeverity.Error || !run.Compilation.SyntaxTrees.Contains(diagnostic.Location.SourceTree!));
}
