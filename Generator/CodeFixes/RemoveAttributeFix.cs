using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>GG0221: removes an <c>Input</c> from a block. GG0219: removes <c>Size</c> from a constant of a network.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveAttributeFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0219", "GG0221"];

    /// <inheritdoc/>
    protected override string Title => "Remove the attribute";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        if (diagnostic.Id == "GG0221")
            return AttributeAt(place) is { } input ? Remove(root, input) : null;
        return place.AncestorsAndSelf().OfType<FieldDeclarationSyntax>().FirstOrDefault() is { Parent: TypeDeclarationSyntax type } field
            && type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => Is(attribute, "Network"))
            && field.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => Is(attribute, "Size")) is { } size
                ? Remove(root, size)
                : null;
    }
}
