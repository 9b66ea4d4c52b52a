using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GraphGen.CodeFixes;

/// <summary>A fix that changes one file, from the place that a diagnostic stands on.</summary>
public abstract class SyntaxFix : CodeFixProvider
{
    /// <summary>What the user chooses.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        SyntaxNode place = root.FindNode(context.Span, getInnermostNodeForTie: false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Change(root, place, diagnostic, model) is not { } changed)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), GetType().Name + diagnostic.Id),
                diagnostic);
        }
    }

    /// <summary>The changed tree, or null if this place cannot be mended so.</summary>
    protected abstract SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model);
}
