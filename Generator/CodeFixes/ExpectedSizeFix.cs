using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using GraphGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>GG0102: where one argument of another value would fit, gives it that value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ExpectedSizeFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0102"];

    /// <inheritdoc/>
    protected override string Title => "Set the expected size";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        if (!Number(diagnostic, NetworkAnalyzer.MendedPosition, out int position) || !Number(diagnostic, NetworkAnalyzer.MendedValue, out int extent)
            || AttributeAt(place)?.ArgumentList is not { } arguments || arguments.Arguments.Count <= position)
        {
            return null;
        }

        AttributeArgumentSyntax argument = arguments.Arguments[position];
        LiteralExpressionSyntax literal = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(extent));
        return root.ReplaceNode(argument.Expression, literal.WithTriviaFrom(argument.Expression));
    }

    private static bool Number(Diagnostic diagnostic, string property, out int number)
    {
        number = 0;
        return diagnostic.Properties.TryGetValue(property, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
