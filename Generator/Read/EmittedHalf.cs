using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>Tells the halves that the generator emits, which the analyzer sees beside the user's, from the user's.</summary>
internal static class EmittedHalf
{
    public static bool Declares(ISymbol member) =>
        member.DeclaringSyntaxReferences.Length > 0 && member.DeclaringSyntaxReferences.All(reference => Contains(reference.GetSyntax()));

    private static bool Contains(SyntaxNode node) => node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
        .Any(type => type.AttributeLists.SelectMany(list => list.Attributes).Any(IsMark));

    private static bool IsMark(AttributeSyntax attribute) =>
        attribute.Name.ToString().EndsWith("GeneratedCode", System.StringComparison.Ordinal)
        && attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.ValueText: "GraphGen" };
}
