using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>A fix that changes the attributes of a stack, from the attribute or argument that a diagnostic stands on.</summary>
public abstract class AttributeFix : CodeFixProvider
{
    /// <summary>What the user chooses.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SyntaxNode place = root.FindNode(context.Span, getInnermostNodeForTie: false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Change(root, place, diagnostic) is not { } changed)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), GetType().Name + diagnostic.Id),
                diagnostic);
        }
    }

    /// <summary>The changed tree, or null if this place cannot be mended so.</summary>
    protected abstract SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic);

    /// <summary>The attribute at or around a place.</summary>
    protected static AttributeSyntax? AttributeAt(SyntaxNode place) => place.AncestorsAndSelf().OfType<AttributeSyntax>().FirstOrDefault();

    /// <summary>Removes an attribute, and its list if it is alone there.</summary>
    protected static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute) =>
        root.RemoveNode(
            attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list ? list : attribute,
            SyntaxRemoveOptions.KeepDirectives)!;
}
