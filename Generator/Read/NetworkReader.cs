using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>Reads a declared network into its model: the only place that sees symbols and syntax, and the mistakes that only they show.</summary>
internal static class NetworkReader
{
    /// <summary>The model of the class that carries the attribute; null for a second part that carries it too.</summary>
    public static NetworkModel? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type)
            return null;
        AttributeData first = type.GetAttributes().First(LayerAttributes.IsNetwork);
        return first.ApplicationSyntaxReference?.Span == context.Attributes[0].ApplicationSyntaxReference?.Span
            && first.ApplicationSyntaxReference?.SyntaxTree == context.TargetNode.SyntaxTree
            ? Read(type, cancellation)
            : null;
    }

    /// <summary>The model of a class.</summary>
    public static NetworkModel Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        AttributeData[] attributes = LayerAttributes.Of(type);
        List<Problem> problems = [.. TypeProblems(type, cancellation)];
        if (attributes.Length > 0)
        {
            SyntaxNode? declaration = LayerAttributes.Declaration(attributes[0]);
            int stray = Array.FindIndex(attributes, attribute => LayerAttributes.Declaration(attribute) != declaration);
            if (stray >= 0)
                problems.Add(new Problem("GG0007", 0, stray, null, new([LayerAttributes.Kind(attributes[stray]), type.Name])));
        }

        return new NetworkModel(
            ReadType(type),
            new([new StackModel("", new(attributes.Select(ReadUse)))]),
            new(problems));
    }

    private static TypeModel ReadType(INamedTypeSymbol type)
    {
        List<string> containers = [];
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
            containers.Insert(0, $"partial {Keyword(container)} {container.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
        string documentation = type.GetDocumentationCommentXml() ?? "";
        return new TypeModel(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            new(containers),
            type.Name,
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            documentation.Contains("<remarks>"),
            new(type.GetMembers().Where(member => !member.IsImplicitlyDeclared).Select(MemberName).Distinct().OrderBy(name => name, StringComparer.Ordinal)));
    }

    /// <summary>A member's name; the constructor that the emitted half declares too is told from others.</summary>
    private static string MemberName(ISymbol member) =>
        member is IMethodSymbol method && IsSeedConstructor(method) ? TypeModel.SeedConstructor : member.Name;

    /// <summary>Whether a method is the constructor that the emitted half declares.</summary>
    public static bool IsSeedConstructor(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor && method.Parameters.Length == 1 && method.Parameters[0].Type.SpecialType == SpecialType.System_UInt64;

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static LayerUse ReadUse(AttributeData attribute)
    {
        List<Argument> arguments = [];
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
            arguments.Add(new Argument(attribute.AttributeConstructor!.Parameters[i].Name, ReadConstant(attribute.ConstructorArguments[i])));
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
            arguments.Add(new Argument(named.Key, ReadConstant(named.Value)));
        return new LayerUse(LayerAttributes.Kind(attribute), new(arguments));
    }

    private static Constant ReadConstant(TypedConstant constant)
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

        return constant.Value switch
        {
            bool flag => new Constant(flag ? 1 : 0, 0, null, none),
            string text => new Constant(0, 0, text, none),
            float number => new Constant(0, number, null, none),
            double number => new Constant(0, number, null, none),
            null => new Constant(0, 0, null, none),
            var integer => new Constant(
                Convert.ToInt64(integer, CultureInfo.InvariantCulture), Convert.ToDouble(integer, CultureInfo.InvariantCulture), null, none),
        };
    }

    private static IEnumerable<Problem> TypeProblems(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (Misuse(type) is { } misuse)
        {
            yield return OfType("GG0003", type.Name, misuse);
            yield break;
        }

        if (!IsPartial(type, cancellation))
            yield return OfType("GG0001", type.Name);
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            if (!IsPartial(container, cancellation))
                yield return OfType("GG0002", type.Name, container.Name);
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object } ancestor && ancestor.TypeKind != TypeKind.Error
            && ancestor.ToDisplayString() != "GraphGen.Network")
        {
            yield return OfType("GG0004", type.Name, ancestor.Name);
        }
    }

    private static string? Misuse(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true } => "a record",
        { TypeKind: not TypeKind.Class } => "no class",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        { IsGenericType: true } => "generic, or nested in a generic type",
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .All(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static Problem OfType(string id, params string[] values) => new(id, -1, -1, null, new(values));
}
