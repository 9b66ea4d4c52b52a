using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>The form of a layer method: <c>private static partial Node See(Node image);</c>.</summary>
internal static class LayerMethod
{
    /// <summary>What is wrong with the method's form, or null.</summary>
    public static string? Fault(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword) || declaration.Body is not null || declaration.ExpressionBody is not null)
            return "has a body";
        if (!method.IsStatic)
            return "is not static";
        if (method.IsGenericMethod)
            return "is generic";
        if (!LayerAttributes.IsNode(method.ReturnType) || method.Parameters.Length == 0
            || method.Parameters.Any(parameter => !LayerAttributes.IsNode(parameter.Type) || parameter.RefKind != RefKind.None || parameter.IsParams))
        {
            return "does not take and return Node";
        }

        return method.DeclaredAccessibility == Accessibility.Private && !declaration.Modifiers.Any(SyntaxKind.PrivateKeyword)
            ? "has no accessibility, which a partial method that returns something needs"
            : null;
    }

    /// <summary>The declaration as the other half repeats it.</summary>
    public static string Signature(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        const string node = "global::GraphGen.Node";
        string modifiers = string.Join(" ", declaration.Modifiers.Select(modifier => modifier.Text));
        string parameters = string.Join(", ", declaration.ParameterList.Parameters.Select(parameter => $"{node} {parameter.Identifier.Text}"));
        return $"{modifiers} {node} {method.Name}({parameters})";
    }
}
