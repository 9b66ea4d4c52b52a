using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Harness;

/// <summary>Compilations with the runtime and the platform as references.</summary>
internal static class Compilations
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    /// <summary>The runtime and the platform.</summary>
    public static MetadataReference[] References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(GraphGen.NetworkAttribute).Assembly.Location),
    ];

    /// <summary>All tests share it, so that the references are read once.</summary>
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Test",
        [],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error));

    /// <summary>A compilation of one file for each source, as strict as a careful user's: nullable, no unsafe code.</summary>
    public static CSharpCompilation Of(params string[] sources) =>
        s_empty.AddSyntaxTrees([.. sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"File{i}.cs"))]);

    /// <summary>Another assembly, with what the generator emits for it.</summary>
    public static MetadataReference Library(string source)
    {
        Compilation compilation = new GeneratorRun(source).Whole.WithAssemblyName("Library");
        using MemoryStream stream = new();
        Assert.True(compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
