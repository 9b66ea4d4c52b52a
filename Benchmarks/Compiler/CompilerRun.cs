using System.Diagnostics;
using GraphGen.Generator;
using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Benchmarks.Compiler;

/// <summary>The generator and the analyzer over a compilation of one network's file and another, and over edits of them.</summary>
internal sealed class CompilerRun
{
    private const string Other = "internal sealed class Other { private int _x; }";

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(GraphGen.NetworkAttribute).Assembly.Location),
    ];

    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.CSharp13, DocumentationMode.Parse);

    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: s_parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private CSharpCompilation _compilation;

    public CompilerRun(string network)
    {
        Network = network;
        _compilation = CSharpCompilation.Create(
            "Benchmark", [Parse(network, "Network.cs"), Parse(Other, "Other.cs")], s_references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        // What the compiler asks of the references once is not ours to count.
        _ = _compilation.GetSpecialType(SpecialType.System_Object).GetMembers();
    }

    public string Network { get; private set; }

    /// <summary>The characters emitted.</summary>
    public int Emitted => _driver.GetRunResult().GeneratedTrees.Sum(tree => tree.Length);

    /// <summary>Milliseconds of a run of the driver.</summary>
    public double Generate()
    {
        long began = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(_compilation);
        double time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return _driver.GetRunResult().Results[0].Exception is { } fault ? throw fault : time;
    }

    /// <summary>Milliseconds of the last run in which the network was read, symbols bound for it included.</summary>
    public double Reading => _driver.GetRunResult().Results[0].TrackedSteps[NetworkGenerator.ReadStep].Sum(step => step.ElapsedTime.TotalMilliseconds);

    /// <summary>Whether the last run emitted anything anew.</summary>
    public bool HasEmitted => _driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(step => step.Value)
        .SelectMany(step => step.Outputs).Any(output => output.Reason != IncrementalStepRunReason.Cached);

    public void EditNetwork(string network)
    {
        Network = network;
        _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], Parse(network, "Network.cs"));
    }

    public void EditOther(int version) =>
        _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[1], Parse(Other.Replace("_x", $"_x{version}"), "Other.cs"));

    /// <summary>Milliseconds that the analyzer takes of a build, and nothing else of it.</summary>
    public double Analyze()
    {
        NetworkAnalyzer analyzer = new();
        Compilation whole = _compilation.AddSyntaxTrees(_driver.GetRunResult().GeneratedTrees);
        CompilationWithAnalyzers run = whole.WithAnalyzers(
            [analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        if (run.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult() is { Length: > 0 } diagnostics)
            throw new InvalidOperationException(diagnostics[0].ToString());
        return run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds;
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_parsing, path);
}
