using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>
/// The attributes of a stack in source order. The language gives attribute order no meaning and GetAttributes promises none,
/// so they are sorted by where they stand.
/// </summary>
internal static class LayerAttributes
{
    public const string Namespace = "GraphGen";
    private const string Suffix = "Attribute";

    /// <summary>The layers, and on a class the inputs.</summary>
    public static AttributeData[] Of(ISymbol symbol) => symbol.GetAttributes()
        .Where(attribute => attribute.ApplicationSyntaxReference is not null && IsLayerOrInput(attribute.AttributeClass))
        .OrderBy(attribute => attribute.ApplicationSyntaxReference!.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(attribute => attribute.ApplicationSyntaxReference!.Span.Start)
        .ToArray();

    public static bool IsNetwork(AttributeData attribute) => Is(attribute.AttributeClass, "NetworkAttribute");

    public static bool IsBlock(AttributeData attribute) => Is(attribute.AttributeClass, "BlockAttribute") && attribute.AttributeClass!.TypeArguments.Length == 0;

    public static bool IsInput(AttributeData attribute) => Is(attribute.AttributeClass, "InputAttribute");

    public static bool IsSize(AttributeData attribute) => Is(attribute.AttributeClass, "SizeAttribute");

    public static bool IsNode(ITypeSymbol? type) => Is(type, "Node");

    /// <summary>The attribute's name without the suffix: <c>Dense</c>.</summary>
    public static string Kind(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>The declaration that carries the attribute.</summary>
    public static SyntaxNode? Declaration(AttributeData attribute) => attribute.ApplicationSyntaxReference!.GetSyntax().Parent?.Parent;

    /// <summary>The syntax of an argument by the name that the model knows it under; null if it is not written out.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeData attribute, string name) => Arguments(attribute, name).FirstOrDefault();

    /// <summary>The same for an argument that may have been written as several: a <c>params</c> array.</summary>
    public static IEnumerable<AttributeArgumentSyntax> Arguments(AttributeData attribute, string name)
    {
        if (attribute.ApplicationSyntaxReference!.GetSyntax() is not AttributeSyntax { ArgumentList: { } list })
            yield break;
        int position = 0;
        foreach (AttributeArgumentSyntax argument in list.Arguments)
        {
            string? written = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            if (written is null && attribute.AttributeConstructor is { } constructor && constructor.Parameters.Length > 0)
                written = constructor.Parameters[Math.Min(position++, constructor.Parameters.Length - 1)].Name;
            if (written == name)
                yield return argument;
        }
    }

    private static bool IsLayerOrInput(INamedTypeSymbol? type)
    {
        if (Is(type, "InputAttribute"))
            return true;
        for (INamedTypeSymbol? ancestor = type?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Is(ancestor, "LayerAttribute"))
                return true;
        }

        return false;
    }

    private static bool Is(ITypeSymbol? type, string name) =>
        type?.Name == name && type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };
}
