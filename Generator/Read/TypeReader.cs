using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>Reads the class itself, and what is wrong with it.</summary>
internal static class TypeReader
{
    public static TypeModel Read(INamedTypeSymbol type)
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
            new(type.GetMembers().Where(member => !member.IsImplicitlyDeclared && !EmittedHalf.Declares(member)).Select(MemberName).Distinct().OrderBy(name => name, StringComparer.Ordinal)));
    }

    /// <summary>What is wrong with the class of a network or block.</summary>
    public static IEnumerable<Problem> Problems(INamedTypeSymbol type, string unit, CancellationToken cancellation)
    {
        Place place = new(unit, PlaceKind.Type);
        if (Misuse(type) is { } misuse)
        {
            yield return new Problem("GG0003", place, type.Name, misuse);
            yield break;
        }

        if (!IsPartial(type, cancellation))
            yield return new Problem("GG0001", place, type.Name);
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            if (!IsPartial(container, cancellation))
                yield return new Problem("GG0002", place, type.Name, container.Name);
        }

        bool isNetwork = unit.Length == 0;
        if (isNetwork && type.BaseType is { SpecialType: not SpecialType.System_Object } ancestor && ancestor.TypeKind != TypeKind.Error
            && ancestor.ToDisplayString() != "GraphGen.Network")
        {
            yield return new Problem("GG0004", place, type.Name, ancestor.Name);
        }
    }

    /// <summary>Whether a method is the constructor that the emitted half declares.</summary>
    public static bool IsSeedConstructor(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor && method.Parameters.Length == 1 && method.Parameters[0].Type.SpecialType == SpecialType.System_UInt64;

    /// <summary>A member's name; the constructor that the emitted half declares too is told from others.</summary>
    private static string MemberName(ISymbol member) =>
        member is IMethodSymbol method && IsSeedConstructor(method) ? TypeModel.SeedConstructor : member.Name;

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static string? Misuse(INamedTypeSymbol type) => type switch
    {
        _ when type.GetAttributes().Any(LayerAttributes.IsNetwork) && type.GetAttributes().Any(LayerAttributes.IsBlock) => "a network and a block at once",
        { IsRecord: true } => "a record",
        _ when UseReader.IsHidden(type) => "local to its file, or nested in a type that is",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        { IsGenericType: true } => "generic, or nested in a generic type",
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .All(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
