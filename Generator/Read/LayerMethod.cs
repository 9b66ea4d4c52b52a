using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>The form of a layer method: <c>private static partial Node See(Node image);</c>.</summary>
internal static class LayerMethod
{
    private static readonly SymbolDisplayFormat s_type =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Whether the C# compiler has found the method's declaration wrong already.</summary>
    public static bool IsBroken(IMethodSymbol method, MethodDeclarationSyntax declaration) =>
        BrokenCode.IsOn(method)
        || BrokenCode.IsIn(method.ReturnType)
        || method.Parameters.Any(BrokenCode.IsParameter)
        || (!IsPartial(declaration) && !HasBody(declaration))
        || LacksAccessibility(method, declaration);

    /// <summary>What is wrong with the method's form, and what to do; or null.</summary>
    public static (string Is, string Advice)? Fault(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        string like = $"declare it as 'private static partial Node {method.Name}(Node x);'";
        if (HasBody(declaration) || OwnImplementation(method) is not null)
            return ("has a body", like);
        if (!method.IsStatic)
            return ("is not static", like);
        if (method.IsGenericMethod)
            return ("is generic", like);
        if (!LayerAttributes.IsNode(method.ReturnType) || method.Parameters.Length == 0
            || method.Parameters.Any(parameter => !LayerAttributes.IsNode(parameter.Type) || parameter.RefKind != RefKind.None || parameter.IsParams))
        {
            return ("does not take and return Node", like);
        }

        if (method.Parameters.Any(parameter => parameter.IsOptional))
            return ("has a parameter with a default", like);
        return LayerAttributes.Of(method).Length == 0 ? ("has no layers", "give it some, such as [Dense(10)], or remove it") : null;
    }

    /// <summary>The declaration as the other half repeats it; "" where a second half would be wrong.</summary>
    public static string Signature(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (!IsPartial(declaration) || HasBody(declaration) || OwnImplementation(method) is not null || method.IsGenericMethod || IsNameless(method, declaration))
            return "";
        string modifiers = string.Join(" ", declaration.Modifiers.Select(modifier => modifier.Text));
        string parameters = string.Join(", ", declaration.ParameterList.Parameters.Zip(method.Parameters, (syntax, parameter) =>
            $"{string.Concat(syntax.Modifiers.Select(modifier => modifier.Text + " "))}{parameter.Type.ToDisplayString(s_type)} {syntax.Identifier.Text}"));
        return $"{modifiers} {method.ReturnType.ToDisplayString(s_type)} {declaration.Identifier.Text}({parameters})";
    }

    /// <summary>Whether a second half would meet the C# compiler's own complaint, or repeat a type that is not known.</summary>
    private static bool IsNameless(IMethodSymbol method, MethodDeclarationSyntax declaration) =>
        LacksAccessibility(method, declaration)
        || declaration.Identifier.IsMissing
        || method.ReturnsByRef
        || method.ReturnsByRefReadonly
        || BrokenCode.IsIn(method.ReturnType)
        || method.Parameters.Any(BrokenCode.IsParameter);

    private static bool IsPartial(MethodDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool HasBody(MethodDeclarationSyntax declaration) => declaration.Body is not null || declaration.ExpressionBody is not null;

    /// <summary>A partial method that returns something must say who may call it.</summary>
    private static bool LacksAccessibility(IMethodSymbol method, MethodDeclarationSyntax declaration) =>
        IsPartial(declaration)
        && !method.ReturnsVoid
        && !declaration.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PublicKeyword);

    /// <summary>The other half, if the user wrote it.</summary>
    private static IMethodSymbol? OwnImplementation(IMethodSymbol method) =>
        method.PartialImplementationPart is { } implementation && !EmittedHalf.Declares(implementation) ? implementation : null;
}
