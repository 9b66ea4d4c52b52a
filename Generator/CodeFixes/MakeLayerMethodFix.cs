using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>
/// GG0211, and what the C# compiler says of the same mistakes: brings a layer method that takes and returns <c>Node</c> into its form,
/// <c>private static partial Node See(Node image);</c>. A body that does more than hand on its argument is not thrown away.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeLayerMethodFix : SyntaxFix
{
    private const string NoBody = "CS0501";
    private const string NoAccessibility = "CS8796";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GG0211", NoBody, NoAccessibility];

    /// <inheritdoc/>
    protected override string Title => "Make it a layer method";

    /// <inheritdoc/>
    protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel model)
    {
        if (place is not MethodDeclarationSyntax method || method.Identifier.Span != diagnostic.Location.SourceSpan || !CanBe(method, model))
            return null;
        SyntaxTriviaList end = method.GetTrailingTrivia();
        MethodDeclarationSyntax made = Modifiers.Replace(method, SyntaxKind.StaticKeyword, SyntaxKind.PartialKeyword)
            .WithParameterList(method.ParameterList
                .WithParameters(SyntaxFactory.SeparatedList(
                    method.ParameterList.Parameters.Select(parameter => parameter.Default is null ? parameter : parameter.WithDefault(null).WithIdentifier(parameter.Identifier.WithTrailingTrivia())),
                    method.ParameterList.Parameters.GetSeparators()))
                .WithTrailingTrivia())
            .WithBody(null)
            .WithExpressionBody(null)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxTriviaList.Empty, SyntaxKind.SemicolonToken, end));
        return SyntaxFactory.AreEquivalent(made, method) ? null : root.ReplaceNode(method, made);
    }

    private static bool CanBe(MethodDeclarationSyntax method, SemanticModel model) =>
        method.AttributeLists.Count > 0
        && method.TypeParameterList is null
        && method.ParameterList.Parameters.Count > 0
        && method.ParameterList.Parameters.All(parameter => parameter.Type is { } type && IsNode(type, model) && parameter.Modifiers.Count == 0)
        && IsNode(method.ReturnType, model)
        && model.GetDeclaredSymbol(method) is { PartialImplementationPart: null, PartialDefinitionPart: null } symbol
        && symbol.ContainingType.GetMembers().Count(member => string.Equals(member.Name, symbol.Name, System.StringComparison.OrdinalIgnoreCase)) == 1
        && IsDispensable(method);

    private static bool IsNode(TypeSyntax type, SemanticModel model) => model.GetTypeInfo(type).Type is { Name: "Node", ContainingNamespace.Name: "GraphGen" };

    /// <summary>Whether there is no body, or one that throws, gives nothing, or hands on an argument.</summary>
    private static bool IsDispensable(MethodDeclarationSyntax method)
    {
        if (method.Body is { } body)
        {
            return body.Statements.Count == 0
                || (body.Statements.Count == 1 && (body.Statements[0] is ThrowStatementSyntax || (body.Statements[0] is ReturnStatementSyntax { Expression: { } returned } && IsDispensable(returned))));
        }

        return method.ExpressionBody is null || IsDispensable(method.ExpressionBody.Expression);
    }

    private static bool IsDispensable(ExpressionSyntax expression) =>
        (expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forced ? forced.Operand : expression)
            is ThrowExpressionSyntax or IdentifierNameSyntax or LiteralExpressionSyntax or DefaultExpressionSyntax;
}
