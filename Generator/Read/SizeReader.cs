using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>A block's sizes, and the expressions that mention them.</summary>
internal sealed class SizeReader
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly IFieldSymbol[] _sizes;

    public SizeReader(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        _type = type;
        _compilation = compilation;
        _cancellation = cancellation;
        _sizes = [.. type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.GetAttributes().Any(LayerAttributes.IsSize))
            .OrderBy(field => field.DeclaringSyntaxReferences[0].SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(field => field.DeclaringSyntaxReferences[0].Span.Start)];
    }

    public bool IsEmpty => _sizes.Length == 0;

    /// <summary>Fields marked as sizes that are no constant int.</summary>
    public IEnumerable<IFieldSymbol> Wrong => _sizes.Where(constant => !IsSize(constant) && !(constant.IsConst && !constant.HasConstantValue) && !BrokenCode.IsIn(constant.Type));

    /// <summary>All fields that are marked as sizes.</summary>
    public IEnumerable<IFieldSymbol> Marked => _sizes;

    public IEnumerable<SizeModel> Models => _sizes.Where(IsSize).Select(constant => new SizeModel(
        constant.Name, Initializer(constant) is { } value && Read(value) is { } expression ? expression : SizeExpression.Of((int)constant.ConstantValue!, isInteger: true)));

    /// <summary>Whether an expression mentions a size, itself or by way of another constant of the block.</summary>
    public bool Mentions(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
        Symbol(name) is IFieldSymbol field && (IsSize(field) || (IsOwnConstant(field) && Initializer(field) is { } value && Mentions(value))));

    /// <summary>The expression over sizes; null if it is made of anything but literals, constants and <c>+ - * /</c>.</summary>
    public SizeExpression? Read(ExpressionSyntax expression)
    {
        _cancellation.ThrowIfCancellationRequested();
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Read(inner.Expression);
            case BinaryExpressionSyntax binary when Operator(binary) is { } operation:
                return Read(binary.Left) is { } left && Read(binary.Right) is { } right ? SizeExpression.Of(operation, left, right) : null;
            case PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.UnaryMinusExpression):
                return Read(unary.Operand) is { } operand ? SizeExpression.Of('-', SizeExpression.Of(0, isInteger: true), operand) : null;
            case SimpleNameSyntax or MemberAccessExpressionSyntax when Symbol(expression) is IFieldSymbol field:
                if (IsSize(field))
                    return SizeExpression.Of(field.Name);
                if (IsOwnConstant(field) && Initializer(field) is { } value && Mentions(value))
                    return Read(value);
                break;
        }

        if (Mentions(expression))
            return null;
        return Constant(Model(expression).GetConstantValue(expression, _cancellation).Value);
    }

    /// <summary>A constant as a number; null if it is none.</summary>
    public static SizeExpression? Constant(object? constant) => constant switch
    {
        null or string or bool => null,
        char character => SizeExpression.Of(character, isInteger: true),
        float or double or decimal => SizeExpression.Of(Convert.ToDouble(constant, CultureInfo.InvariantCulture), isInteger: false),
        _ => SizeExpression.Of(Convert.ToDouble(constant, CultureInfo.InvariantCulture), isInteger: true),
    };

    private static char? Operator(BinaryExpressionSyntax binary) => binary.Kind() switch
    {
        SyntaxKind.AddExpression => '+',
        SyntaxKind.SubtractExpression => '-',
        SyntaxKind.MultiplyExpression => '*',
        SyntaxKind.DivideExpression => '/',
        _ => null,
    };

    /// <summary>The sizes of other blocks are constants like any others.</summary>
    private bool IsSize(IFieldSymbol field) =>
        IsOwnConstant(field) && field is { Type.SpecialType: SpecialType.System_Int32, ConstantValue: int } && field.GetAttributes().Any(LayerAttributes.IsSize);

    /// <summary>A constant without a value is in error, such as one of two that are defined by each other.</summary>
    private bool IsOwnConstant(IFieldSymbol field) =>
        field is { IsConst: true, HasConstantValue: true } && SymbolEqualityComparer.Default.Equals(field.ContainingType, _type);

    private ExpressionSyntax? Initializer(IFieldSymbol field) =>
        (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) as VariableDeclaratorSyntax)?.Initializer?.Value;

    private ISymbol? Symbol(ExpressionSyntax expression) => Model(expression).GetSymbolInfo(expression, _cancellation).Symbol;

    private SemanticModel Model(ExpressionSyntax expression) => _compilation.GetSemanticModel(expression.SyntaxTree);
}
