using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>Reads the layers of a network or block and their wiring, and finds the mistakes that only symbols and syntax show.</summary>
internal sealed class UnitReader
{
    private const string GraphName = "Graph";

    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly SourceMap _map;
    private readonly SizeReader _sizes;
    private readonly List<Problem> _problems = [];
    private readonly List<StackModel> _stacks = [];
    private readonly List<(LayerUse Use, ITypeSymbol Type, Place Place)> _blockUses = [];
    private bool _isBroken;

    /// <param name="type">The class.</param>
    /// <param name="key">A block's key; "" for a network.</param>
    /// <param name="compilation">For the bodies of methods.</param>
    /// <param name="map">Receives the places.</param>
    /// <param name="cancellation">Stops the work.</param>
    public UnitReader(INamedTypeSymbol type, string key, Compilation compilation, SourceMap map, CancellationToken cancellation)
    {
        _type = type;
        Key = key;
        _compilation = compilation;
        _map = map;
        _cancellation = cancellation;
        _sizes = new SizeReader(type, compilation, cancellation);
    }

    public string Key { get; }

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>The blocks that the layers name, with where they do.</summary>
    public IReadOnlyList<(LayerUse Use, ITypeSymbol Type, Place Place)> BlockUses => _blockUses;

    private bool IsBlock => Key.Length > 0;

    public UnitModel Read()
    {
        _map.Add(new Place(Key, PlaceKind.Type), DeclaredName());
        AttributeData[] chain = LayerAttributes.Of(_type);
        IMethodSymbol[] methods = [.. LayerMethods(_type)];
        IMethodSymbol[] graphs = [.. _type.GetMembers(GraphName).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary)];
        bool isGraph = methods.Length > 0 || graphs.Length > 0;
        GraphModel? wiring = isGraph ? ReadGraph(methods, graphs) : ReadChain(chain);
        if (isGraph && chain.Length > 0)
        {
            _problems.Clear();
            Report("GG0208", LayerAttributes.Declaration(chain[0]) is BaseTypeDeclarationSyntax type ? type.Identifier : default, _type.Name);
        }

        // Where a layer does not bind, nothing can be said of the others around it.
        if (BrokenCode.IsOn(_type))
        {
            _isBroken = true;
            _problems.Clear();
        }

        if (_isBroken)
            _problems.RemoveAll(problem => !IsFatal(problem));
        ReportSizes();
        return new UnitModel(Key, _type.Name, new(_sizes.Models), new(_stacks), _isBroken || _problems.Any(IsFatal) ? wiring?.Incomplete() : wiring);
    }

    /// <summary>The methods that carry layers, or could, in source order.</summary>
    public static IEnumerable<IMethodSymbol> LayerMethods(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(IsLayerMethod)
        .OrderBy(method => method.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(method => method.Locations[0].SourceSpan.Start);

    /// <summary>Whether a method carries layers, or has the form of one that lacks them.</summary>
    public static bool IsLayerMethod(IMethodSymbol method)
    {
        if (method.Name == GraphName || EmittedHalf.Declares(method))
            return false;
        return LayerAttributes.Of(method).Length > 0
            || (method is { IsStatic: true, IsPartialDefinition: true, Parameters.Length: > 0 }
                && (method.PartialImplementationPart is null || EmittedHalf.Declares(method.PartialImplementationPart))
                && method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).All(LayerAttributes.IsNode));
    }

    private static bool IsFatal(Problem problem) => problem.Id is not ("GG0203" or "GG0204");

    private GraphModel? ReadChain(AttributeData[] attributes)
    {
        AttributeData[] inputs = [.. attributes.Where(LayerAttributes.IsInput)];
        SyntaxNode? declaration = attributes.Length > 0 ? LayerAttributes.Declaration(attributes[0]) : null;
        if (attributes.FirstOrDefault(attribute => LayerAttributes.Declaration(attribute) != declaration) is { } stray)
            Report("GG0007", stray, LayerAttributes.Kind(stray), _type.Name);
        else if (IsBlock && inputs.Length > 0)
            Report("GG0221", inputs[0], _type.Name);
        else if (IsBlock && attributes.Length == 0)
            Report("GG0209", new Place(Key, PlaceKind.Type), _type.Name, "layers");
        else if (!IsBlock && inputs.Length == 0)
            Report("GG0005", new Place(Key, PlaceKind.Type), _type.Name);
        else if (!IsBlock && (inputs.Length > 1 || !LayerAttributes.IsInput(attributes[0])))
            Report("GG0010", LayerAttributes.IsInput(attributes[0]) ? inputs[1] : inputs[0], $"network '{_type.Name}'");
        if (inputs.Length > 0)
            _map.Add(new Place(Key, PlaceKind.Input), inputs[0]);
        _stacks.Add(new StackModel("", "", Operands: 1, ReadStack([.. attributes.Where(attribute => !LayerAttributes.IsInput(attribute))])));
        return new GraphModel(
            IsComplete: true,
            new([new GraphParameterModel("input", inputs.Length > 0 ? UseReader.Read(inputs[0], _sizes, Unreadable) : null)]),
            new([new GraphStep(0, null, new([~0]))]),
            new([new GraphResult("output", 0)]),
            EquatableArray<UnusedValue>.Empty);
    }

    private GraphModel? ReadGraph(IMethodSymbol[] methods, IMethodSymbol[] graphs)
    {
        Dictionary<IMethodSymbol, int> stacks = new(SymbolEqualityComparer.Default);
        foreach (IMethodSymbol method in methods)
            ReadMethod(method, stacks);
        if (graphs.Length == 0)
        {
            // A method that is no layer method, for all that its form says, is the nearer mistake.
            if (!_isBroken && _problems.Count == 0)
                Report("GG0209", new Place(Key, PlaceKind.Type), _type.Name, "method Graph that wires its layer methods");
            return null;
        }

        if (graphs.Length > 1)
            Report("GG0210", Identifier(graphs[1]), _type.Name, "is declared twice", "keep one of them");
        GraphReader reader = new(graphs[0].PartialImplementationPart ?? graphs[0], Key, stacks, _sizes, _compilation, _map, _problems, _cancellation);
        return reader.Read(IsBlock);
    }

    private void ReadMethod(IMethodSymbol method, Dictionary<IMethodSymbol, int> stacks)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is not MethodDeclarationSyntax declaration)
        {
            // On a constructor the C# compiler refuses them.
            if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
                _isBroken = true;
            else
                Report("GG0211", LayerAttributes.Of(method)[0], method.Name, "is no ordinary method", "move its layers to one");
            return;
        }

        bool isBroken = LayerMethod.IsBroken(method, declaration);
        _isBroken |= isBroken;
        if (isBroken || !ReportForm(method, declaration))
            stacks.Add(method, _stacks.Count);
        _map.Add(new Place(Key, PlaceKind.Method, _stacks.Count), declaration.Identifier);
        _stacks.Add(new StackModel(
            method.Name, LayerMethod.Signature(method, declaration), method.Parameters.Length, ReadStack(LayerAttributes.Of(method))));
    }

    /// <summary>Reports a layer method whose form is wrong.</summary>
    private bool ReportForm(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        AttributeData? input = method.Parameters.SelectMany(parameter => parameter.GetAttributes()).FirstOrDefault(LayerAttributes.IsInput);
        // Of twins down to their parameters the C# compiler says enough.
        bool isTwin = _stacks.Any(other => string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase)
            && (other.Name != method.Name || other.Operands != method.Parameters.Length));
        if (LayerMethod.Fault(method, declaration) is { } fault)
            Report("GG0211", declaration.Identifier, method.Name, fault.Is, fault.Advice);
        else if (isTwin)
            Report("GG0211", declaration.Identifier, method.Name, "has the name of another, but for its case at most", "give it a name of its own");
        else if (input is not null && IsBlock)
            Report("GG0221", input, _type.Name);
        else if (input is not null)
            Report("GG0211", input, method.Name, "says [Input], which belongs to the parameters of Graph", "move it there");
        else
            return false;
        return true;
    }

    private void ReportSizes()
    {
        foreach (IFieldSymbol field in _sizes.Wrong)
            Report("GG0219", Name(field), field.Name, "is no constant of type int", $"write 'private const int {field.Name} = 16;'");
        foreach (IFieldSymbol field in _sizes.Marked.Where(_ => !IsBlock))
            Report("GG0219", Name(field), field.Name, "stands in a network, which nothing gives another value", "remove [Size]");
    }

    private EquatableArray<LayerUse> ReadStack(AttributeData[] attributes)
    {
        List<LayerUse> uses = [];
        foreach (AttributeData attribute in attributes)
        {
            Place place = new(Key, PlaceKind.Layer, _stacks.Count, uses.Count);
            _map.Add(place, attribute);
            LayerUse use = UseReader.Read(attribute, _sizes, Unreadable);
            uses.Add(use);
            if (attribute.AttributeClass!.TypeArguments.FirstOrDefault() is not { } type || BrokenCode.Is(attribute))
                continue;
            if (use.Kind == "Block")
                _blockUses.Add((use, type, place));
            else if (UseReader.IsHidden(type))
                Report("GG0101", attribute, use.Kind, type.Name, "local to its file", "visible in other files, where the emitted half stands");
        }

        return new(uses);
    }

    private SyntaxToken DeclaredName()
    {
        AttributeData? marker = _type.GetAttributes().FirstOrDefault(IsBlock ? LayerAttributes.IsBlock : LayerAttributes.IsNetwork);
        SyntaxNode? declaration = marker?.ApplicationSyntaxReference is null ? null : LayerAttributes.Declaration(marker);
        declaration ??= _type.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        return declaration is BaseTypeDeclarationSyntax type ? type.Identifier : declaration.GetFirstToken();
    }

    private SyntaxToken Identifier(IMethodSymbol method) => ((MethodDeclarationSyntax)method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation)).Identifier;

    private SyntaxNodeOrToken Name(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) is VariableDeclaratorSyntax variable ? variable.Identifier : default;

    private void Unreadable(SyntaxNode expression) => Report("GG0220", expression, GraphReader.Excerpt(expression));

    private void Report(string id, AttributeData attribute, params string[] values) =>
        Report(id, attribute.ApplicationSyntaxReference!.GetSyntax(_cancellation), values);

    private void Report(string id, SyntaxNodeOrToken syntax, params string[] values) => Report(id, _map.Site(Key, syntax), values);

    private void Report(string id, Place place, params string[] values) => _problems.Add(new Problem(id, place, values));
}
