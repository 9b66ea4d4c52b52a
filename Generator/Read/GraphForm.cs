using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>The form of <c>Graph</c> and of its parts, as far as symbols and syntax alone say.</summary>
internal static class GraphForm
{
    private const string Advice = "it must be a static method that takes values of type Node and returns one, or a tuple of them in a network";

    /// <summary>What is wrong with the method's form, and what to do; or null.</summary>
    public static (string Is, string Advice)? Fault(IMethodSymbol method, bool isBlock)
    {
        if (LayerAttributes.Of(method).Length > 0)
            return ("carries layers", "it wires layer methods, and layers stand on those");
        if (method.IsExtern)
            return ("has no body", "wire the layer methods there");
        if (method.IsGenericMethod)
            return ("is generic", Advice);
        if (!method.IsStatic)
            return ("is not static", Advice);
        if (method.Parameters.Length == 0)
            return ("takes no values", Advice);
        if (method.Parameters.Any(parameter => !LayerAttributes.IsNode(parameter.Type) || parameter.RefKind != RefKind.None || parameter.IsParams))
            return ("takes something else than values of type Node", Advice);
        if (LayerAttributes.IsNode(method.ReturnType) && !method.ReturnsByRef && !method.ReturnsByRefReadonly)
            return null;
        if (method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple || tuple.TupleElements.Any(element => !LayerAttributes.IsNode(element.Type)))
            return ("returns something else than Node", Advice);
        return isBlock ? ("returns several values, but a block gives one", "join them, by Node.Concat for one, or use several blocks") : null;
    }

    /// <summary>Whether a local of this type stands for a value, or for a tuple of them.</summary>
    public static bool IsValue(ITypeSymbol type) => LayerAttributes.IsNode(type)
        || (type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => IsValue(element.Type)));

    public static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>Where a statement that may not stand in Graph is marked: on its keyword, not all over its body.</summary>
    public static SyntaxNodeOrToken Mark(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax expression => expression.Expression,
        LocalFunctionStatementSyntax function => function.Identifier,
        _ => statement.GetFirstToken(),
    };

    /// <summary>What the return type calls the results; "" where it does not.</summary>
    public static IEnumerable<string> ResultNames(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : "")
        : [""];

    /// <summary>The same for a Graph in error, where the names of the methods that are called in the return statement stand in.</summary>
    public static IEnumerable<string> ResultNames(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        ExpressionSyntax? returned = declaration.ExpressionBody?.Expression
            ?? declaration.Body?.Statements.OfType<ReturnStatementSyntax>().FirstOrDefault()?.Expression;
        return ResultNames(method).Select((name, i) => name.Length == 0 && returned is not null
            && Result(returned, i) is InvocationExpressionSyntax { Expression: IdentifierNameSyntax called } ? called.Identifier.ValueText : name);
    }

    /// <summary>The expression of a result: the element of a tuple that is written out, else all that is returned.</summary>
    public static ExpressionSyntax Result(ExpressionSyntax returned, int index) => returned switch
    {
        ParenthesizedExpressionSyntax inner => Result(inner.Expression, index),
        TupleExpressionSyntax tuple when index < tuple.Arguments.Count => tuple.Arguments[index].Expression,
        _ => returned,
    };
}
