using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>Reads the expressions of <c>Graph</c>: every call and operation becomes a step.</summary>
internal sealed class ExpressionReader(
    INamedTypeSymbol owner,
    SemanticModel model,
    string unit,
    IReadOnlyDictionary<IMethodSymbol, int> stacks,
    IReadOnlyDictionary<ISymbol, GraphValue> values,
    IDictionary<ISymbol, SyntaxToken> unread,
    ISet<ISymbol> refused,
    List<GraphStep> steps,
    SizeReader sizes,
    SourceMap map,
    List<Problem> problems,
    CancellationToken cancellation)
{
    /// <summary>Whether anything could not be read, reported here or by the C# compiler.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The expression's value, or null if it is in error.</summary>
    public GraphValue? Read(ExpressionSyntax expression)
    {
        cancellation.ThrowIfCancellationRequested();
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Read(inner.Expression);
            case TupleExpressionSyntax tuple:
                GraphValue?[] parts = [.. tuple.Arguments.Select(argument => Read(argument.Expression))];
                return parts.Contains(null) ? null : new GraphValue(0, parts!);
            case IdentifierNameSyntax name:
                return Name(name);
            case InvocationExpressionSyntax call:
                return Call(call);
            case BinaryExpressionSyntax binary:
                return Binary(binary);
            case PrefixUnaryExpressionSyntax minus when minus.IsKind(SyntaxKind.UnaryMinusExpression):
                return Read(minus.Operand) is { } operand
                    ? Affine(expression, operand, minus.Operand, SizeExpression.Of(-1, isInteger: true), SizeExpression.Of(0, isInteger: true))
                    : null;
            default:
                return Refuse(expression);
        }
    }

    private GraphValue? Name(IdentifierNameSyntax name)
    {
        if (model.GetSymbolInfo(name, cancellation).Symbol is not { } symbol)
            return Fail();
        if (values.TryGetValue(symbol, out GraphValue value))
        {
            unread.Remove(symbol);
            return value;
        }

        // A local without a value is an error already, of the C# compiler or of its own initialiser.
        return symbol is ILocalSymbol ? Fail() : Refuse(name);
    }

    private GraphValue? Call(InvocationExpressionSyntax call)
    {
        if (model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method)
            return Fail();
        IMethodSymbol definition = method.PartialDefinitionPart ?? method;
        if (stacks.TryGetValue(definition, out int stack))
            return Step(call, stack, null, [.. Given(method, call).Select(given => (given.Parameter.Ordinal, given.Expression))]);
        if (!LayerAttributes.IsNode(method.ContainingType) || method.MethodKind != MethodKind.Ordinary)
        {
            // An own layer method whose form is wrong has been reported.
            return IsOwnLayerMethod(definition) ? Fail() : Refuse(call);
        }

        List<(int Position, ExpressionSyntax Expression)> operands = [];
        if (!method.IsStatic)
        {
            if (call.Expression is not MemberAccessExpressionSyntax access)
                return Refuse(call);
            operands.Add((-1, access.Expression));
        }

        List<Argument> arguments = [];
        foreach (var (parameter, expression) in Given(method, call))
        {
            if (expression is CollectionExpressionSyntax collection && collection.Elements.All(element => element is ExpressionElementSyntax))
                operands.AddRange(collection.Elements.Cast<ExpressionElementSyntax>().Select(element => (parameter.Ordinal, element.Expression)));
            else if (parameter.IsParams || LayerAttributes.IsNode(parameter.Type))
                operands.Add((parameter.Ordinal, expression));
            else if (Number(expression) is { } number)
                arguments.Add(Sized(parameter.Name, number));
            else
                return RefuseNumber(expression);
        }

        ITypeSymbol? type = method.TypeArguments.FirstOrDefault();
        if (BrokenCode.IsMisfit(method))
            return Fail();
        if (type is not null && UseReader.IsHidden(type))
            return Report("GG0101", call, method.Name, type.Name, "local to its file", "visible in other files, where the emitted half stands");
        return Step(call, -1, new LayerUse(method.Name, new(arguments), type is null ? "" : UseReader.Key(type)), [.. operands]);
    }

    /// <summary>The arguments of a call with the parameters they are given to, in the order in which they stand.</summary>
    private static IEnumerable<(IParameterSymbol Parameter, ExpressionSyntax Expression)> Given(IMethodSymbol method, InvocationExpressionSyntax call)
    {
        for (int i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            ArgumentSyntax argument = call.ArgumentList.Arguments[i];
            IParameterSymbol? parameter = argument.NameColon is { } name
                ? method.Parameters.FirstOrDefault(parameter => parameter.Name == name.Name.Identifier.ValueText)
                : method.Parameters.ElementAtOrDefault(Math.Min(i, method.Parameters.Length - 1));
            if (parameter is not null)
                yield return (parameter, argument.Expression);
        }
    }

    private bool IsOwnLayerMethod(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType, owner) && UnitReader.IsLayerMethod(method);

    private GraphValue? Binary(BinaryExpressionSyntax binary)
    {
        char? operation = binary.Kind() switch
        {
            SyntaxKind.AddExpression => '+',
            SyntaxKind.SubtractExpression => '-',
            SyntaxKind.MultiplyExpression => '*',
            _ => null,
        };
        bool left = IsNode(binary.Left), right = IsNode(binary.Right);
        if (operation is null || (!left && !right))
            return Refuse(binary);
        if (left && right)
        {
            string kind = operation switch { '+' => "Add", '-' => "Subtract", _ => "Multiply" };
            return Step(binary, -1, new LayerUse(kind, EquatableArray<Argument>.Empty), (0, binary.Left), (1, binary.Right));
        }

        ExpressionSyntax scalar = left ? binary.Right : binary.Left;
        ExpressionSyntax node = left ? binary.Left : binary.Right;
        if (Number(scalar) is not { } number)
            return RefuseNumber(scalar);
        if (Read(node) is not { } value)
            return null;
        SizeExpression zero = SizeExpression.Of(0, isInteger: true), one = SizeExpression.Of(1, isInteger: true);
        return operation switch
        {
            '*' => Affine(binary, value, node, number, zero),
            '+' => Affine(binary, value, node, one, number),
            _ when left => Affine(binary, value, node, one, SizeExpression.Of('-', zero, number)),
            _ => Affine(binary, value, node, SizeExpression.Of(-1, isInteger: true), number),
        };
    }

    /// <summary>scale · value + shift.</summary>
    private GraphValue Affine(ExpressionSyntax expression, GraphValue value, ExpressionSyntax operand, SizeExpression scale, SizeExpression shift)
    {
        map.Add(new Place(unit, PlaceKind.Step, steps.Count), expression);
        map.Add(new Place(unit, PlaceKind.Operand, steps.Count), operand);
        steps.Add(new GraphStep(-1, new LayerUse("Affine", new([Sized("scale", scale), Sized("shift", shift)])), new([value.Number])));
        return new GraphValue(steps.Count - 1);
    }

    /// <summary>Reads operands as they stand, and takes them in the order of their parameters: named arguments may stand in another.</summary>
    private GraphValue? Step(ExpressionSyntax expression, int stack, LayerUse? operation, params (int Position, ExpressionSyntax Expression)[] operands)
    {
        List<(int Position, int Number, ExpressionSyntax Expression)> read = [];
        foreach (var (position, operand) in operands)
        {
            if (Read(operand) is not { } value)
                return null;
            // A tuple is no operand, as the C# compiler says.
            if (value.Parts is not null)
                return Fail();
            read.Add((position, value.Number, operand));
        }

        read = [.. read.OrderBy(operand => operand.Position)];
        map.Add(new Place(unit, PlaceKind.Step, steps.Count), expression);
        for (int i = 0; i < read.Count; i++)
            map.Add(new Place(unit, PlaceKind.Operand, steps.Count, i), read[i].Expression);
        steps.Add(new GraphStep(stack, operation, new(read.Select(operand => operand.Number))));
        return new GraphValue(steps.Count - 1);
    }

    /// <summary>A constant number, or an expression over sizes; null if it is neither.</summary>
    private SizeExpression? Number(ExpressionSyntax expression)
    {
        if (sizes.Mentions(expression))
            return sizes.Read(expression);
        return SizeReader.Constant(model.GetConstantValue(expression, cancellation).Value);
    }

    private static Argument Sized(string name, SizeExpression number)
    {
        double value = number.Operator == '#' ? number.Number : 0;
        Constant constant = new((long)value, value, null, EquatableArray<long>.Empty);
        return number.Operator == '#' ? new Argument(name, constant) : new Argument(name, constant, new([number]));
    }

    private bool IsNode(ExpressionSyntax expression) => LayerAttributes.IsNode(model.GetTypeInfo(expression, cancellation).Type);

    private GraphValue? Refuse(ExpressionSyntax expression) =>
        IsTold(expression) ? Fail() : Report("GG0201", expression, GraphReader.Excerpt(expression));

    private GraphValue? RefuseNumber(ExpressionSyntax expression) =>
        IsTold(expression) ? Fail() : Report("GG0220", expression, GraphReader.Excerpt(expression));

    /// <summary>Whether something in an expression has been reported already: by the C# compiler, or where it was declared.</summary>
    private bool IsTold(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Any(name => model.GetSymbolInfo(name, cancellation).Symbol is { } symbol && (refused.Contains(symbol) || symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction }))
        || BrokenCode.IsAt(model, expression, cancellation);

    private GraphValue? Report(string id, ExpressionSyntax place, params string[] values)
    {
        problems.Add(new Problem(id, map.Site(unit, place), values));
        return Fail();
    }

    private GraphValue? Fail()
    {
        HasFailed = true;
        return null;
    }
}
