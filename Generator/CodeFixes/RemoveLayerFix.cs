using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>
/// GG0107: drops the second of two equal activations. GG0106: drops the softmax or sigmoid before the loss that applies its own, as
/// a layer of the same stack or as an operation right at the call.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveLayerFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0106", "GG0107"];

    /// <inheritdoc/>
    protected override string Title => "Remove the layer that is too much";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        if (AttributeAt(place) is not { Parent.Parent: MemberDeclarationSyntax declaration } attribute)
            return null;
        if (diagnostic.Id == "GG0107")
            return Remove(root, attribute);
        if (!diagnostic.Properties.TryGetValue(NetworkAnalyzer.MendedValue, out string? link) || link is null)
            return null;
        if (diagnostic.AdditionalLocations.FirstOrDefault() is { } operand)
            return RemoveOperation(root, operand, link);
        AttributeSyntax[] stack = declaration.AttributeLists.SelectMany(list => list.Attributes).ToArray();
        int index = System.Array.IndexOf(stack, attribute);
        // Behind a block, the link is the block's last layer, which others may need.
        return index > 0 && Is(stack[index - 1], link) ? Remove(root, stack[index - 1]) : null;
    }

    private static SyntaxNode? RemoveOperation(SyntaxNode root, Location operand, string link) =>
        operand.SourceTree?.FilePath == root.SyntaxTree.FilePath
        && root.FindNode(operand.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
        && access.Name.Identifier.ValueText == link
            ? root.ReplaceNode(call, access.Expression.WithTriviaFrom(call))
            : null;
}
