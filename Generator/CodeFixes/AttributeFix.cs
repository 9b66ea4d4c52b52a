using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.CodeFixes;

/// <summary>A fix that changes the attributes of a declaration, from the attribute or argument that a diagnostic stands on.</summary>
public abstract class AttributeFix : SyntaxFix
{
    /// <summary>An input of one number, for the user to size.</summary>
    protected static AttributeSyntax InputOfOne() => SyntaxFactory.Attribute(
        SyntaxFactory.IdentifierName("Input"),
        SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(
            SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1))))));

    /// <summary>The attribute at or around a place.</summary>
    protected static AttributeSyntax? AttributeAt(SyntaxNode place) => place.AncestorsAndSelf().OfType<AttributeSyntax>().FirstOrDefault();

    /// <summary>Whether an attribute has that name, with the suffix or without it.</summary>
    protected static bool Is(AttributeSyntax attribute, string name)
    {
        string written = attribute.Name.ToString().Split('.', ':').Last();
        return written == name || written == name + "Attribute";
    }

    /// <summary>Removes an attribute, and its list if it is alone there.</summary>
    protected static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute) =>
        root.RemoveNode(
            attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list ? list : attribute,
            SyntaxRemoveOptions.KeepDirectives)!;
}
