using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
    private readonly Dictionary<ISymbol, SyntaxToken> _lost = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _refused = new(SymbolEqualityComparer.Default);
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

    /// <summary>The wiring; incomplete if it is in error, null if not even its form is right.</summary>
    public GraphModel? Read(bool isBlock)
    {
        if (_method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is not MethodDeclarationSyntax declaration
            || BrokenCode.IsIn(_method.ReturnType) || _method.Parameters.Any(BrokenCode.IsParameter))
        {
            return null;
        }

        if (GraphForm.Fault(_method, isBlock) is { } fault)
        {
            Report("GG0210", declaration.Identifier, _method.ContainingType.Name, fault.Is, fault.Advice);
            return Ports(declaration, _method.Parameters.Where(parameter => LayerAttributes.IsNode(parameter.Type)).Select(Port));
        }

        GraphParameterModel[] parameters = [.. _method.Parameters.Select((parameter, i) => ReadParameter(parameter, i, isBlock))];
        SemanticModel model = _compilation.GetSemanticModel(declaration.SyntaxTree);
        ExpressionReader expressions = new(_method.ContainingType, model, _unit, _stacks, _values, _unread, _refused, _steps, _sizes, _map, _problems, _cancellation);
        if (declaration.ExpressionBody is { } expression)
            Return(expressions, expression.Expression);
        foreach (StatementSyntax statement in declaration.Body?.Statements ?? [])
        {
            Statement(model, expressions, statement);
            // What follows is never reached, as the C# compiler says.
            if (statement is ReturnStatementSyntax)
                break;
        }

        // Without a return, the C# compiler has its say.
        _failed |= expressions.HasFailed || _results.Count == 0;
        if (_failed)
            return Ports(declaration, parameters);
        var locals = _unread.Where(unread => unread.Key is ILocalSymbol).Select(unread => (unread.Value, _values[unread.Key]));
        Problem[] warnings = [.. Unused()];
        UnusedValue[] unused = [.. UnusedReader.Read(_unit, _steps, _results, locals, _map)];
        // In code that the C# compiler refuses, they only follow from its errors.
        if (warnings.Length + unused.Length > 0 && BrokenCode.IsAt(model, declaration, _cancellation))
            (warnings, unused) = ([], []);
        _problems.AddRange(warnings);
        return new GraphModel(true, new(parameters), new(_steps), new(_results), new(unused));
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
        if (!isBlock && parameter.GetAttributes().Where(LayerAttributes.IsInput).ElementAtOrDefault(1) is { } second)
            Report("GG0010", second.ApplicationSyntaxReference!.GetSyntax(_cancellation), $"parameter '{parameter.Name}'");
        _values[parameter] = new GraphValue(~index);
        _unread[parameter] = syntax.Identifier;
        return Port(parameter);
    }

    private GraphParameterModel Port(IParameterSymbol parameter) => new(
        parameter.Name,
        parameter.GetAttributes().FirstOrDefault(LayerAttributes.IsInput) is { } input ? UseReader.Read(input, _sizes, Unreadable) : null);

    /// <summary>What is known of a wiring in error.</summary>
    private GraphModel Ports(MethodDeclarationSyntax declaration, IEnumerable<GraphParameterModel> parameters) => new(
        IsComplete: false,
        new(parameters),
        EquatableArray<GraphStep>.Empty,
        new(GraphForm.ResultNames(_method, declaration).Select(name => new GraphResult(name, 0))),
        EquatableArray<UnusedValue>.Empty);

    private void Statement(SemanticModel model, ExpressionReader expressions, StatementSyntax statement)
    {
        _cancellation.ThrowIfCancellationRequested();
        switch (statement)
        {
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local:
                foreach (VariableDeclaratorSyntax variable in local.Declaration.Variables)
                    Declare(model, expressions, local, variable);
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }:
                if (model.GetSymbolInfo(assignment.Left, _cancellation).Symbol is { } left && _refused.Contains(left))
                    break;
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
                _failed = true;
                if (!BrokenCode.IsAt(model, statement, _cancellation))
                    Report("GG0201", GraphForm.Mark(statement), Excerpt(GraphForm.Mark(statement)));
                break;
        }
    }

    private void Declare(SemanticModel model, ExpressionReader expressions, LocalDeclarationStatementSyntax statement, VariableDeclaratorSyntax variable)
    {
        if (statement.IsConst || model.GetDeclaredSymbol(variable, _cancellation) is not ILocalSymbol symbol)
            return;
        if (!GraphForm.IsValue(symbol.Type))
        {
            _failed = true;
            _refused.Add(symbol);
            if (BrokenCode.IsIn(symbol.Type) || BrokenCode.IsAt(model, statement, _cancellation))
                return;
            if (GraphForm.IsNumber(symbol.Type))
                Report("GG0220", variable.Identifier, symbol.Name);
            else
                Report("GG0201", (SyntaxNode?)variable.Initializer?.Value ?? statement, Excerpt((SyntaxNode?)variable.Initializer?.Value ?? statement));
        }
        else if (variable.Initializer is not null && expressions.Read(variable.Initializer.Value) is { } value)
        {
            _values[symbol] = value;
            _unread[symbol] = variable.Identifier;
        }
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
                if (symbol is ILocalSymbol)
                    _unread[symbol] = name.Identifier;
                else if (_unread.TryGetValue(symbol, out SyntaxToken parameter))
                    _lost[symbol] = parameter;
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
        string[] names = [.. GraphForm.ResultNames(_method)];
        GraphValue[] parts = value.Parts ?? [value];
        if (parts.Any(part => part.Parts is not null))
        {
            _failed = true;
            return;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            _map.Add(new Place(_unit, PlaceKind.Result, i), GraphForm.Result(expression, i));
            _results.Add(new GraphResult(names.ElementAtOrDefault(i) ?? "", parts[i].Number));
        }
    }

    /// <summary>Parameters and layer methods that nothing uses.</summary>
    private IEnumerable<Problem> Unused()
    {
        var parameters = _unread.Where(unread => unread.Key is IParameterSymbol && !_lost.ContainsKey(unread.Key)).Concat(_lost);
        foreach (KeyValuePair<ISymbol, SyntaxToken> unread in parameters.OrderBy(unread => unread.Value.SpanStart))
            yield return new Problem("GG0203", _map.Site(_unit, unread.Value), unread.Key.Name);
        HashSet<int> called = [.. _steps.Select(step => step.Stack)];
        foreach (KeyValuePair<IMethodSymbol, int> stack in _stacks.OrderBy(item => item.Value).Where(item => !called.Contains(item.Value)))
            yield return new Problem("GG0204", new Place(_unit, PlaceKind.Method, stack.Value), stack.Key.Name);
    }

    private void Unreadable(SyntaxNode expression) => Report("GG0220", expression, Excerpt(expression));

    private void Report(string id, SyntaxNodeOrToken syntax, params string[] values)
    {
        _problems.Add(new Problem(id, _map.Site(_unit, syntax), values));
        _failed = true;
    }

    /// <summary>Source text on one line, cut where it is long.</summary>
    internal static string Excerpt(SyntaxNodeOrToken syntax)
    {
        const int most = 40;
        string text = string.Join(" ", syntax.ToString().Split([' ', '\n', '\r', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= most ? text : text.Substring(0, most) + "…";
    }
}

/// <summary>What an expression of <c>Graph</c> stands for: a value by its number (see <see cref="GraphStep.Operands"/>), or a tuple.</summary>
internal sealed record GraphValue(int Number, GraphValue[]? Parts = null)
{
    /// <summary>The numbers of all values in it.</summary>
    public IEnumerable<int> Numbers() => Parts?.SelectMany(part => part.Numbers()) ?? [Number];
}
