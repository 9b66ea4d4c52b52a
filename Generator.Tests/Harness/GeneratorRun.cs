using GraphGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Harness;

/// <summary>Runs the generator over sources, and over edits of them.</summary>
internal sealed class GeneratorRun
{
    private GeneratorDriver _driver;

    public GeneratorRun(params string[] sources)
    {
        Compilation = Compilations.Of(sources);
        _driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: Compilations.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Run();
    }

    public CSharpCompilation Compilation { get; private set; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    /// <summary>The only emitted text.</summary>
    public string Text => Assert.Single(Result.GeneratedSources).SourceText.ToString();

    /// <summary>Errors and warnings of the whole compilation, emitted half included; the test's own members need no documentation.</summary>
    public Diagnostic[] CompilerDiagnostics
    {
        get
        {
            Compilation whole = Compilation.AddSyntaxTrees(Result.GeneratedSources.Select(source => source.SyntaxTree));
            return [.. whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
                && !(diagnostic.Id == "CS1591" && Compilation.SyntaxTrees.Contains(diagnostic.Location.SourceTree!)))];
        }
    }

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
}
