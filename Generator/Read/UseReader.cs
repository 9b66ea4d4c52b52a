using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>Reads attributes: their constants, and the expressions of those that mention a block's sizes.</summary>
internal static class UseReader
{
    /// <param name="attribute">The attribute.</param>
    /// <param name="sizes">The sizes that its arguments may mention.</param>
    /// <param name="unreadable">Is told of an expression that mentions a size but cannot be computed again for another value.</param>
    public static LayerUse Read(AttributeData attribute, SizeReader sizes, Action<SyntaxNode> unreadable)
    {
        List<Argument> arguments = [];
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            arguments.Add(ReadArgument(attribute, attribute.AttributeConstructor!.Parameters[i].Name, attribute.ConstructorArguments[i], sizes, unreadable));
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
            arguments.Add(ReadArgument(attribute, named.Key, named.Value, sizes, unreadable));
        string typeArgument = attribute.AttributeClass!.TypeArguments.FirstOrDefault() is { } type ? Key(type) : "";
        return new LayerUse(LayerAttributes.Kind(attribute), new(arguments), typeArgument);
    }

    /// <summary>The name by which a block is known in models, and a type in emitted code.</summary>
    public static string Key(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Whether emitted code, which stands in a file of its own, cannot name a type.</summary>
    public static bool IsHidden(ITypeSymbol type) => type is INamedTypeSymbol named
        && (named.IsFileLocal || named.TypeArguments.Any(IsHidden) || (named.ContainingType is { } container && IsHidden(container)));

    public static Constant ReadConstant(TypedConstant constant)
    {
        EquatableArray<long> none = EquatableArray<long>.Empty;
        switch (constant.Kind)
        {
            case TypedConstantKind.Array:
                return new Constant(0, 0, null, new(constant.Values.IsDefault ? [] : constant.Values.Select(value => ReadConstant(value).Integer)));
            case TypedConstantKind.Enum:
                string? member = constant.Type!.GetMembers().OfType<IFieldSymbol>()
                    .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name;
                return new Constant(Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture), 0, member, none);
        }

        return ReadConstant(constant.Value);
    }

    public static Constant ReadConstant(object? value) => value switch
    {
        bool flag => Constant.Of(flag ? 1L : 0L) with { Number = 0 },
        string text => new Constant(0, 0, text, EquatableArray<long>.Empty),
        char character => Constant.Of((long)character),
        float number => Constant.Of((double)number),
        double number => Constant.Of(number),
        decimal number => Constant.Of((double)number),
        null => new Constant(0, 0, null, EquatableArray<long>.Empty),
        ulong large and > long.MaxValue => Constant.Of((double)large),
        var integer => Constant.Of(Convert.ToInt64(integer, CultureInfo.InvariantCulture)),
    };

    private static Argument ReadArgument(AttributeData attribute, string name, TypedConstant constant, SizeReader sizes, Action<SyntaxNode> unreadable)
    {
        Constant value = ReadConstant(constant);
        if (sizes.IsEmpty || constant.Type?.SpecialType == SpecialType.System_String)
            return new Argument(name, value);
        List<SizeExpression> expressions = [];
        bool mentions = false;
        foreach (AttributeArgumentSyntax argument in LayerAttributes.Arguments(attribute, name))
        {
            foreach (ExpressionSyntax element in Elements(argument.Expression))
            {
                bool mentionsOne = sizes.Mentions(element);
                mentions |= mentionsOne;
                if (sizes.Read(element) is { } expression)
                    expressions.Add(expression);
                else if (mentionsOne)
                    unreadable(element);
            }
        }

        return mentions ? new Argument(name, value, new(expressions)) : new Argument(name, value);
    }

    /// <summary>The elements of an array that is written out; else the expression itself.</summary>
    private static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
        ImplicitArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        _ => [expression],
    };
}
