using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>GG0212: adds an <c>Input</c> of one number to a parameter of Graph, for the user to size.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddParameterInputFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0212"];

    /// <inheritdoc/>
    protected override string Title => "Add [Input(1)]";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        if (place.AncestorsAndSelf().OfType<ParameterSyntax>().FirstOrDefault() is not { } parameter)
            return null;
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(InputOfOne()))
            .WithLeadingTrivia(parameter.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(parameter, parameter.WithLeadingTrivia().WithAttributeLists(parameter.WithLeadingTrivia().AttributeLists.Insert(0, list)));
    }
}
