using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace GraphGen.Generator.Read;

/// <summary>
/// Code in which the C# compiler finds errors of its own: what would be said about it here only follows from those, and is not said.
/// </summary>
internal static class BrokenCode
{
    /// <summary>Whether the C# compiler reports an error in a part of a method's body. Slow: to be asked only before something is reported.</summary>
    public static bool IsAt(SemanticModel model, SyntaxNode node, CancellationToken cancellation) =>
        IsMisspelt(node)
        || model.GetMethodBodyDiagnostics(node.Span, cancellation).Any(diagnostic => IsError(diagnostic) && diagnostic.Location.SourceSpan.IntersectsWith(node.Span));

    /// <summary>Whether an attribute of a declaration does not bind.</summary>
    public static bool IsOn(ISymbol declaration) => declaration.GetAttributes().Any(Is);

    /// <summary>Whether a parameter has no name or no known type, or an attribute of it does not bind.</summary>
    public static bool IsParameter(IParameterSymbol parameter) => parameter.Name.Length == 0 || IsIn(parameter.Type) || IsOn(parameter);

    /// <summary>Whether a type, or a part of it, is not known.</summary>
    public static bool IsIn(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => IsIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsIn),
        _ => false,
    };

    /// <summary>Whether an attribute does not bind.</summary>
    public static bool Is(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } type || IsIn(type) || attribute.AttributeConstructor is null)
            return true;
        return attribute.ConstructorArguments.Any(Is)
            || attribute.NamedArguments.Any(argument => Is(argument.Value))
            || (attribute.ApplicationSyntaxReference is { } reference && IsMisspelt(reference.GetSyntax()))
            || IsMisfit(type.TypeArguments, type.TypeParameters);
    }

    /// <summary>Whether a type argument of a call is not known, or breaks its constraints.</summary>
    public static bool IsMisfit(IMethodSymbol method) => IsMisfit(method.TypeArguments, method.TypeParameters);

    private static bool IsMisfit(ImmutableArray<ITypeSymbol> arguments, ImmutableArray<ITypeParameterSymbol> parameters) =>
        arguments.Zip(parameters, (argument, parameter) => IsIn(argument) || !Fits(argument, parameter)).Contains(true);

    private static bool Is(TypedConstant constant) => constant.Kind == TypedConstantKind.Error
        || (constant.Kind == TypedConstantKind.Array && !constant.Values.IsDefault && constant.Values.Any(Is));

    /// <summary>Whether a type argument keeps the constraints of the attributes there are: class, struct, an interface.</summary>
    private static bool Fits(ITypeSymbol argument, ITypeParameterSymbol parameter)
    {
        if ((parameter.HasReferenceTypeConstraint && !argument.IsReferenceType) || (parameter.HasValueTypeConstraint && !argument.IsValueType))
            return false;
        ImmutableArray<INamedTypeSymbol> interfaces = argument.AllInterfaces;
        return parameter.ConstraintTypes.All(constraint => interfaces.Contains(constraint, SymbolEqualityComparer.Default));
    }

    private static bool IsMisspelt(SyntaxNode node) => node.ContainsDiagnostics && node.GetDiagnostics().Any(IsError);

    private static bool IsError(Diagnostic diagnostic) => diagnostic.DefaultSeverity == DiagnosticSeverity.Error;
}
