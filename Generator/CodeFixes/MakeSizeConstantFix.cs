using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>GG0219: makes a field that is marked as a size a constant of type int, with the value it has; 16 if it has none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeSizeConstantFix : SyntaxFix
{
    private const int Otherwise = 16;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0219"];

    /// <inheritdoc/>
    protected override string Title => "Make it a constant of type int";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        if (place.AncestorsAndSelf().OfType<FieldDeclarationSyntax>().FirstOrDefault() is not { Declaration.Variables.Count: 1 } field)
            return null;
        VariableDeclaratorSyntax variable = field.Declaration.Variables[0];
        bool isConstantInt = field.Modifiers.Any(SyntaxKind.ConstKeyword) && model.GetDeclaredSymbol(variable) is IFieldSymbol { Type.SpecialType: SpecialType.System_Int32 };
        // A value that is no constant of that type would only move the error.
        if (isConstantInt || (variable.Initializer is { } given && model.GetConstantValue(given.Value).Value is not int))
            return null;
        VariableDeclaratorSyntax sized = variable.Initializer is not null ? variable : variable
            .WithIdentifier(variable.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithInitializer(SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(Otherwise))));
        TypeSyntax type = SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword));
        FieldDeclarationSyntax plain = Modifiers.Replace(field, SyntaxKind.ConstKeyword);
        return root.ReplaceNode(field, plain.WithDeclaration(plain.Declaration
            .WithType(type.WithTriviaFrom(plain.Declaration.Type))
            .WithVariables(SyntaxFactory.SingletonSeparatedList(sized))));
    }
}
