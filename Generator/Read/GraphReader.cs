using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>
/// Reads the body of <c>Graph</c>, a small subset of C#, into steps. What does not bind is the C# compiler's to report; what
/// binds and may not stand there is ours.
/// </summary>
internal sealed class GraphReader
{
    private readonly IMethodSymbol _method;
    private readonly string _unit;
    private readonly IReadOnlyDictionary<IMethodSymbol, int> _stacks;
    private readonly SizeReader _sizes;
    private readonly Compilation _compilation;
    private readonly SourceMap _map;
    private readonly List<Problem> _problems;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<ISymbol, GraphValue> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, SyntaxToken> _unread = new(SymbolEqualityComparer.Default);
    private readonly List<GraphStep> _steps = [];
    private readonly List<GraphResult> _results = [];
    private bool _failed;

    public GraphReader(
        IMethodSymbol method,
        string unit,
        IReadOnlyDictionary<IMethodSymbol, int> stacks,
        SizeReader sizes,
        Compilation compilation,
        SourceMap map,
        List<Problem> problems,
        CancellationToken cancellation)
    {
        _method = method;
        _unit = unit;
        _stacks = stacks;
        _sizes = sizes;
        _compilation = compilation;
        _map = map;
        _problems = problems;
        _cancellation = cancellation;
    }

    /// <summary>The wiring, or null if it is in error.</summary>
    public GraphModel? Read(bool isBlock)
    {
        if (_method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is not MethodDeclarationSyntax declaration)
            return null;
        if (FormFault(isBlock) is { } fault)
        {
            Report("GG0210", declaration.Identifier, _method.ContainingType.Name, fault);
            return null;
        }

        GraphParameterModel[] parameters = [.. _method.Parameters.Select((parameter, i) => ReadParameter(parameter, i, isBlock))];
        SemanticModel model = _compilation.GetSemanticModel(declaration.SyntaxTree);
        ExpressionReader expressions = new(model, _unit, _stacks, _values, _unread, _steps, _sizes, _map, _problems, _cancellation);
        if (declaration.ExpressionBody is { } expression)
            Return(expressions, expression.Expression);
        foreach (StatementSyntax statement in declaration.Body?.Statements ?? [])
            Statement(model, expressions, statement);
        _failed |= expressions.HasFailed;
        // Without a return, the C# compiler has its say.
        _failed |= _results.Count == 0;
        if (!_failed)
            WarnOfUnused();
        return _failed
            ? new GraphModel(IsComplete: false, new(parameters), EquatableArray<GraphStep>.Empty, new(ResultNames().Select(name => new GraphResult(name, 0))))
            : new GraphModel(IsComplete: true, new(parameters), new(_steps), new(_results));
    }

    private string? FormFault(bool isBlock)
    {
        if (!_method.IsStatic || _method.IsGenericMethod)
            return _method.IsGenericMethod ? "is generic" : "is not static";
        if (_method.Parameters.Length == 0 || _method.Parameters.Any(parameter => !LayerAttributes.IsNode(parameter.Type) || parameter.RefKind != RefKind.None || parameter.IsParams))
            return "takes something else than values of type Node";
        if (LayerAttributes.IsNode(_method.ReturnType))
            return null;
        if (_method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple || tuple.TupleElements.Any(element => !LayerAttributes.IsNode(element.Type)))
            return "returns something else";
        return isBlock ? "returns several values, but a block gives one" : null;
    }

    private GraphParameterModel ReadParameter(IParameterSymbol parameter, int index, bool isBlock)
    {
        ParameterSyntax syntax = (ParameterSyntax)parameter.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        Place place = new(_unit, PlaceKind.Input, index);
        AttributeData? input = parameter.GetAttributes().FirstOrDefault(LayerAttributes.IsInput);
        if (input is null)
            _map.Add(place, syntax.Identifier);
        else
            _map.Add(place, input);
        if (isBlock && input is not null)
            Report("GG0221", input.ApplicationSyntaxReference!.GetSyntax(_cancellation), _method.ContainingType.Name);
        if (!isBlock && input is null)
            Report("GG0212", syntax.Identifier, parameter.Name);
        _values[parameter] = new GraphValue(~index);
        _unread[parameter] = syntax.Identifier;
        return new GraphParameterModel(parameter.Name, input is null ? null : UseReader.Read(input, _sizes));
    }

    private void Statement(SemanticModel model, ExpressionReader expressions, StatementSyntax statement)
    {
        _cancellation.ThrowIfCancellationRequested();
        switch (statement)
        {
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local:
                foreach (VariableDeclaratorSyntax variable in local.Declaration.Variables)
                    Declare(model, expressions, local, variable);
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.SimpleAssignmentExpression } assignment }:
                if (expressions.Read(assignment.Right) is { } assigned)
                    Assign(model, assignment.Left, assigned);
                break;
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }:
                expressions.Read(call);
                break;
            case ReturnStatementSyntax { Expression: { } returned }:
                Return(expressions, returned);
                break;
            case EmptyStatementSyntax:
                break;
            default:
                Report("GG0201", statement, Excerpt(statement));
                break;
        }
    }

    private void Declare(SemanticModel model, ExpressionReader expressions, LocalDeclarationStatementSyntax statement, VariableDeclaratorSyntax variable)
    {
        if (statement.IsConst || variable.Initializer is null)
            return;
        if (expressions.Read(variable.Initializer.Value) is not { } value || model.GetDeclaredSymbol(variable, _cancellation) is not { } symbol)
            return;
        _values[symbol] = value;
        _unread[symbol] = variable.Identifier;
    }

    /// <summary>Assigns to a local, a discard, or the parts of a deconstruction.</summary>
    private void Assign(SemanticModel model, ExpressionSyntax target, GraphValue value)
    {
        switch (target)
        {
            case DeclarationExpressionSyntax declaration:
                Assign(model, declaration.Designation, value);
                break;
            case TupleExpressionSyntax tuple when value.Parts is { } parts && parts.Length == tuple.Arguments.Count:
                for (int i = 0; i < parts.Length; i++)
                    Assign(model, tuple.Arguments[i].Expression, parts[i]);
                break;
            case IdentifierNameSyntax name when model.GetSymbolInfo(name, _cancellation).Symbol is ILocalSymbol or IParameterSymbol:
                ISymbol symbol = model.GetSymbolInfo(name, _cancellation).Symbol!;
                _values[symbol] = value;
                break;
            case IdentifierNameSyntax { Identifier.ValueText: "_" }:
                break;
            default:
                Report("GG0201", target, Excerpt(target));
                break;
        }
    }

    private void Assign(SemanticModel model, VariableDesignationSyntax target, GraphValue value)
    {
        switch (target)
        {
            case SingleVariableDesignationSyntax single when model.GetDeclaredSymbol(single, _cancellation) is { } symbol:
                _values[symbol] = value;
                _unread[symbol] = single.Identifier;
                break;
            case ParenthesizedVariableDesignationSyntax several when value.Parts is { } parts && parts.Length == several.Variables.Count:
                for (int i = 0; i < parts.Length; i++)
                    Assign(model, several.Variables[i], parts[i]);
                break;
            case DiscardDesignationSyntax:
                break;
            default:
                _failed = true;
                break;
        }
    }

    private void Return(ExpressionReader expressions, ExpressionSyntax expression)
    {
        if (expressions.Read(expression) is not { } value)
            return;
        string[] names = [.. ResultNames()];
        GraphValue[] parts = value.Parts ?? [value];
        _results.Clear();
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Parts is not null)
            {
                Report("GG0201", expression, Excerpt(expression));
                return;
            }

            _results.Add(new GraphResult(names.ElementAtOrDefault(i) ?? "", parts[i].Number));
        }
    }

    /// <summary>What the return type calls the results; "" where it does not.</summary>
    private IEnumerable<string> ResultNames() => _method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : "")
        : [""];

    private void WarnOfUnused()
    {
        foreach (KeyValuePair<ISymbol, SyntaxToken> unread in _unread.OrderBy(item => item.Value.SpanStart))
            Report(unread.Key is IParameterSymbol ? "GG0203" : "GG0202", unread.Value, unread.Key.Name);
        HashSet<int> called = [.. _steps.Select(step => step.Stack)];
        foreach (KeyValuePair<IMethodSymbol, int> stack in _stacks.OrderBy(item => item.Value).Where(item => !called.Contains(item.Value)))
            _problems.Add(new Problem("GG0204", new Place(_unit, PlaceKind.Method, stack.Value), stack.Key.Name));
    }

    private void Report(string id, SyntaxNodeOrToken syntax, params string[] values)
    {
        _problems.Add(new Problem(id, _map.Site(_unit, syntax), values));
        _failed |= id is not ("GG0202" or "GG0203");
    }

    internal static string Excerpt(Microsoft.CodeAnalysis.SyntaxNode node)
    {
        const int most = 40;
        string text = string.Join(" ", node.ToString().Split([' ', '\n', '\r', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= most ? text : text.Substring(0, most) + "…";
    }
}

/// <summary>What an expression of <c>Graph</c> stands for: a value by its number (see <see cref="GraphStep.Operands"/>), or a tuple.</summary>
internal sealed record GraphValue(int Number, GraphValue[]? Parts = null);
