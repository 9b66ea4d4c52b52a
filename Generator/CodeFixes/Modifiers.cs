using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>Modifiers of members.</summary>
internal static class Modifiers
{
    /// <summary>The member with the accessibility it says, else private, and those modifiers in place of all others; comments before it stay.</summary>
    public static T Replace<T>(T member, params SyntaxKind[] kinds) where T : MemberDeclarationSyntax
    {
        SyntaxKind[] accessibility = [.. member.Modifiers.Select(modifier => modifier.Kind()).Where(IsAccessibility)];
        if (accessibility.Length == 0)
            accessibility = [SyntaxKind.PrivateKeyword];
        SyntaxToken first = member.Modifiers.Count > 0 ? member.Modifiers[0] : TypeOf(member).GetFirstToken();
        SyntaxToken[] tokens = [.. accessibility.Concat(kinds).Select(kind => SyntaxFactory.Token(SyntaxTriviaList.Empty, kind, SyntaxFactory.TriviaList(SyntaxFactory.Space)))];
        tokens[0] = tokens[0].WithLeadingTrivia(first.LeadingTrivia);
        if (member.Modifiers.Count == 0)
            member = member.ReplaceToken(first, first.WithLeadingTrivia());
        return (T)member.WithModifiers(SyntaxFactory.TokenList(tokens));
    }

    public static bool IsAccessibility(SyntaxKind kind) =>
        kind is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword;

    private static TypeSyntax TypeOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        _ => ((BaseFieldDeclarationSyntax)member).Declaration.Type,
    };
}
