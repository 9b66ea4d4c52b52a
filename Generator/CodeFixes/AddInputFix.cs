using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>GG0005: adds an <c>Input</c> of one number right behind <c>Network</c>, for the user to size.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddInputFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0005"];

    /// <inheritdoc/>
    protected override string Title => "Add [Input(1)]";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        AttributeListSyntax? list = place.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault()?.AttributeLists
            .FirstOrDefault(candidate => candidate.Attributes.Any(IsNetwork));
        if (list is null)
            return null;
        int index = list.Attributes.IndexOf(IsNetwork);
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxNodeOrTokenList items = list.Attributes.GetWithSeparators().InsertRange(2 * index + 1, [comma, InputOfOne()]);
        return root.ReplaceNode(list, list.WithAttributes(SyntaxFactory.SeparatedList<AttributeSyntax>(items)));
    }

    private static bool IsNetwork(AttributeSyntax attribute) => Is(attribute, "Network");
}
