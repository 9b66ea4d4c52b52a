using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Harness;

/// <summary>Applies a code fix to the only diagnostic of a source that it is for, and sees that it is gone then.</summary>
internal static class Fixing
{
    public static async Task Expect(CodeFixProvider provider, string before, string after)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, before);
        Diagnostic diagnostic = Assert.Single(await Fixable(provider, document));
        CodeAction action = Assert.Single(await Actions(provider, document, diagnostic));
        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(default));
        Document changed = ((ApplyChangesOperation)operation).ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(Analysis.Usings + after, (await changed.GetTextAsync()).ToString());
        Assert.Empty(await Fixable(provider, changed));
    }

    /// <summary>Expects that the fix is not offered for the only diagnostic of a source that it is for.</summary>
    public static async Task ExpectNone(CodeFixProvider provider, string source)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, source);
        Assert.Empty(await Actions(provider, document, Assert.Single(await Fixable(provider, document))));
    }

    private static Document Open(AdhocWorkspace workspace, string source)
    {
        CSharpCompilation template = Compilations.Of();
        return workspace
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
                compilationOptions: template.Options, parseOptions: Compilations.ParseOptions, metadataReferences: template.References))
            .AddDocument("File.cs", Analysis.Usings + source);
    }

    private static async Task<Diagnostic[]> Fixable(CodeFixProvider provider, Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        var told = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. told.Concat(compilation.GetDiagnostics()).Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))];
    }

    private static async Task<List<CodeAction>> Actions(CodeFixProvider provider, Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        return actions;
    }
}
