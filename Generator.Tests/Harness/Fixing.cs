using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Harness;

/// <summary>Applies a code fix to the only diagnostic of a source.</summary>
internal static class Fixing
{
    public static async Task Expect(CodeFixProvider provider, string before, string after)
    {
        CSharpCompilation template = Compilations.Of();
        using AdhocWorkspace workspace = new();
        Document document = workspace
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
                compilationOptions: template.Options, parseOptions: Compilations.ParseOptions, metadataReferences: template.References))
            .AddDocument("File.cs", Analysis.Usings + before);
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Diagnostic diagnostic = Assert.Single(await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync());
        Assert.Contains(diagnostic.Id, provider.FixableDiagnosticIds);
        List<CodeAction> actions = [];
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        CodeActionOperation operation = Assert.Single(await Assert.Single(actions).GetOperationsAsync(default));
        Document changed = ((ApplyChangesOperation)operation).ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(Analysis.Usings + after, (await changed.GetTextAsync()).ToString());
    }
}
