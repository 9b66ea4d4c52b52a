using System.Reflection;
using System.Runtime.Loader;
using Generator.Tests.Harness;
using Generator.Tests.RandomStacks.Drawing;
using GraphGen.Generator;
using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.RandomStacks.Running;

/// <summary>Many networks in one compilation: what compiler, generator and analyzer said of each, and the types of those that are right.</summary>
internal sealed class CompiledBatch : IDisposable
{
    private readonly AssemblyLoadContext _context = new(null, isCollectible: true);
    private readonly Dictionary<int, string> _faults = [];
    private Assembly? _assembly;

    private CompiledBatch()
    {
    }

    /// <summary>What is wrong with how a network was compiled, by its seed.</summary>
    public IReadOnlyDictionary<int, string> Faults => _faults;

    /// <summary>The number of networks that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>The emitted type of a network that compiled.</summary>
    public Type? TypeOf(DrawnNetwork drawn) => _assembly?.GetType(drawn.Network.Name);

    /// <param name="networks">The networks.</param>
    /// <param name="documents">Whether the compiler checks documentation comments too, which takes it a while.</param>
    public static CompiledBatch Of(IReadOnlyList<DrawnNetwork> networks, bool documents)
    {
        CompiledBatch batch = new();
        CSharpParseOptions options = documents ? Compilations.ParseOptions : Compilations.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        SyntaxTree Parse(string source, string name) => CSharpSyntaxTree.ParseText(source, options, $"{name}.cs");
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Random",
            [Parse(OwnTypes.Source, "Own"), .. networks.Select(drawn => Parse("using GraphGen;\n\n" + drawn.Source, drawn.Network.Name))],
            Compilations.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGenerators(compilation);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is { } exception)
        {
            batch.FindThrowing(networks, exception);
            return batch;
        }

        HashSet<int> refused = batch.CheckDiagnostics(compilation, networks);
        batch.Refused = refused.Count;
        batch.Emit(compilation.AddSyntaxTrees(result.GeneratedSources.Select(source => source.SyntaxTree)), refused);
        return batch;
    }

    public void Dispose() => _context.Unload();

    /// <summary>A generator that throws says nothing of where: every network is tried alone.</summary>
    private void FindThrowing(IReadOnlyList<DrawnNetwork> networks, Exception exception)
    {
        if (networks.Count == 1)
        {
            _faults[networks[0].Seed] = $"The generator throws: {exception}";
            return;
        }

        foreach (DrawnNetwork drawn in networks)
        {
            using CompiledBatch alone = Of([drawn], documents: false);
            foreach (var (seed, fault) in alone.Faults)
                _faults[seed] = fault;
        }
    }

    /// <summary>Compares what the analyzer reports with what is known of each network; gives those that have errors.</summary>
    private HashSet<int> CheckDiagnostics(CSharpCompilation compilation, IReadOnlyList<DrawnNetwork> networks)
    {
        HashSet<int> refused = [];
        Dictionary<int, string> messages = [];
        foreach (Diagnostic diagnostic in compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult())
        {
            if (!diagnostic.Id.StartsWith("GG", StringComparison.Ordinal))
                throw new InvalidOperationException($"The analyzer: {diagnostic}");
            if (diagnostic.Severity == DiagnosticSeverity.Error && SeedOf(diagnostic.Location) is { } seed && refused.Add(seed))
                messages[seed] = diagnostic.ToString();
        }

        foreach (DrawnNetwork drawn in networks)
        {
            if (drawn.IsRight && refused.Contains(drawn.Seed))
                Fault(drawn.Seed, $"It is right, but is refused: {messages[drawn.Seed]}");
            else if (!drawn.IsRight && !refused.Contains(drawn.Seed))
                Fault(drawn.Seed, "It is wrong, but no error is reported.");
        }

        return refused;
    }

    private void Emit(Compilation whole, HashSet<int> refused)
    {
        MemoryStream stream = new();
        bool isEmitted = TryEmit(whole, refused, stream);
        if (!isEmitted)
        {
            // What the others are worth is still to be seen.
            stream = new();
            whole = whole.RemoveSyntaxTrees(whole.SyntaxTrees.Where(tree => SeedOf(tree.FilePath) is { } seed && _faults.ContainsKey(seed)));
            isEmitted = TryEmit(whole, refused, stream);
        }

        if (!isEmitted)
            throw new InvalidOperationException("The batch does not compile.");
        stream.Position = 0;
        _assembly = _context.LoadFromStream(stream);
    }

    private bool TryEmit(Compilation whole, HashSet<int> refused, Stream stream)
    {
        var result = whole.Emit(stream);
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            bool isOurs = diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
            if (diagnostic.Severity != DiagnosticSeverity.Error && !(isOurs && diagnostic.Severity == DiagnosticSeverity.Warning))
                continue;
            if (SeedOf(diagnostic.Location) is not { } seed)
                throw new InvalidOperationException(diagnostic.ToString());
            string line = diagnostic.Location.SourceTree!.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString();
            Fault(seed, $"The C# compiler reports{(refused.Contains(seed) ? " beside GG errors" : "")}: {diagnostic}\n{line}");
        }

        return result.Success;
    }

    private void Fault(int seed, string fault) => _faults.TryAdd(seed, fault);

    private static int? SeedOf(Location location) => location.SourceTree is { } tree ? SeedOf(tree.FilePath) : null;

    /// <summary>The seed in <c>N12.cs</c>, <c>N12.g.cs</c> and <c>N12B0.g.cs</c>.</summary>
    private static int? SeedOf(string path)
    {
        string name = Path.GetFileName(path);
        string digits = new([.. name.Skip(1).TakeWhile(char.IsDigit)]);
        return name.StartsWith('N') && digits.Length > 0 ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
