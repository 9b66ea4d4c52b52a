using System.Diagnostics.CodeAnalysis;
using GraphGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Harness;

/// <summary>Runs the generator over sources, and over edits of them.</summary>
internal sealed class GeneratorRun
{
    private GeneratorDriver _driver;

    public GeneratorRun(params string[] sources) : this(new Dictionary<string, string>(), sources)
    {
    }

    /// <param name="options">What the build tells analyzers and generators.</param>
    /// <param name="sources">The files.</param>
    public GeneratorRun(Dictionary<string, string> options, params string[] sources) : this(options, Compilations.Of(sources))
    {
    }

    public GeneratorRun(CSharpCompilation compilation) : this([], compilation)
    {
    }

    private GeneratorRun(Dictionary<string, string> options, CSharpCompilation compilation)
    {
        Compilation = compilation;
        _driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            optionsProvider: new Options(options),
            parseOptions: Compilations.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Run();
    }

    public CSharpCompilation Compilation { get; private set; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    /// <summary>The compilation with what is emitted for it.</summary>
    public Compilation Whole => Compilation.AddSyntaxTrees(Result.GeneratedSources.Select(source => source.SyntaxTree));

    /// <summary>The only emitted text.</summary>
    public string Text => Assert.Single(Result.GeneratedSources).SourceText.ToString();

    /// <summary>Errors and warnings of the whole compilation, emitted half included; the test's own members need no documentation.</summary>
    public Diagnostic[] CompilerDiagnostics =>
        [.. Whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
            && !(diagnostic.Id == "CS1591" && Compilation.SyntaxTrees.Contains(diagnostic.Location.SourceTree!)))];

    /// <summary>What is emitted in the file of that name.</summary>
    public string TextOf(string name) => Result.GeneratedSources.Single(source => source.HintName == name).SourceText.ToString();

    /// <summary>Replaces a source and runs again on the same driver.</summary>
    public void Edit(int index, string source)
    {
        SyntaxTree old = Compilation.SyntaxTrees[index];
        Compilation = Compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(source, Compilations.ParseOptions, old.FilePath));
        Run();
    }

    /// <summary>Why each output of a tracked step came about in the last run.</summary>
    public IncrementalStepRunReason[] Reasons(string step) =>
        [.. Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private void Run()
    {
        _driver = _driver.RunGenerators(Compilation);
        Assert.Null(Result.Exception);
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
