using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>GG0107: drops the second of two equal activations. GG0106: drops the softmax before the loss that applies its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveLayerFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0106", "GG0107"];

    /// <inheritdoc/>
    protected override string Title => "Remove the layer that is too much";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic)
    {
        if (AttributeAt(place) is not { Parent.Parent: MemberDeclarationSyntax declaration } attribute)
            return null;
        if (diagnostic.Id == "GG0107")
            return Remove(root, attribute);
        AttributeSyntax[] stack = declaration.AttributeLists.SelectMany(list => list.Attributes).ToArray();
        int index = System.Array.IndexOf(stack, attribute);
        return index > 0 ? Remove(root, stack[index - 1]) : null;
    }
}
