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
    private readonly List<(LayerUse Use, INamedTypeSymbol Type, Place Place)> _blockUses = [];

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
    public IReadOnlyList<(LayerUse Use, INamedTypeSymbol Type, Place Place)> BlockUses => _blockUses;

    private bool IsBlock => Key.Length > 0;

    public UnitModel Read()
    {
        _map.Add(new Place(Key, PlaceKind.Type), DeclaredName());
        foreach (IFieldSymbol field in _sizes.Wrong)
            Report("GG0219", field.DeclaringSyntaxReferences[0].GetSyntax(_cancellation), field.Name);
        AttributeData[] chain = LayerAttributes.Of(_type);
        IMethodSymbol[] methods = [.. LayerMethods(_type)];
        IMethodSymbol? graph = _type.GetMembers(GraphName).OfType<IMethodSymbol>().FirstOrDefault(method => method.MethodKind == MethodKind.Ordinary);
        GraphModel? wiring;
        if (chain.Length > 0 && (graph is not null || methods.Length > 0))
        {
            Report("GG0208", LayerAttributes.Declaration(chain[0]) is BaseTypeDeclarationSyntax type ? type.Identifier : default, _type.Name);
            wiring = null;
        }
        else if (graph is not null || methods.Length > 0)
        {
            wiring = ReadGraph(methods, graph);
        }
        else
        {
            wiring = ReadChain(chain);
        }

        return new UnitModel(Key, _type.Name, new(_sizes.Models), new(_stacks), wiring);
    }

    /// <summary>The methods that carry layers, in source order.</summary>
    public static IEnumerable<IMethodSymbol> LayerMethods(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(method => LayerAttributes.Of(method).Length > 0)
        .OrderBy(method => method.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(method => method.Locations[0].SourceSpan.Start);

    private GraphModel? ReadChain(AttributeData[] attributes)
    {
        if (attributes.Length > 0)
        {
            SyntaxNode? declaration = LayerAttributes.Declaration(attributes[0]);
            AttributeData? stray = attributes.FirstOrDefault(attribute => LayerAttributes.Declaration(attribute) != declaration);
            if (stray is not null)
            {
                Report("GG0007", stray, LayerAttributes.Kind(stray), _type.Name);
                return null;
            }
        }

        AttributeData[] inputs = [.. attributes.Where(LayerAttributes.IsInput)];
        if (IsBlock)
        {
            if (inputs.Length > 0)
                Report("GG0221", inputs[0], _type.Name);
            else if (attributes.Length == 0)
                Report("GG0209", new Place(Key, PlaceKind.Type), _type.Name, "layers");
            if (_problems.Count > 0)
                return null;
        }
        else if (inputs.Length == 0)
        {
            Report("GG0005", new Place(Key, PlaceKind.Type), _type.Name);
            return null;
        }
        else if (inputs.Length > 1 || !LayerAttributes.IsInput(attributes[0]))
        {
            Report("GG0010", LayerAttributes.IsInput(attributes[0]) ? inputs[1] : inputs[0], _type.Name);
            return null;
        }

        Place input = new(Key, PlaceKind.Input);
        if (inputs.Length > 0)
            _map.Add(input, inputs[0]);
        AttributeData[] layers = [.. attributes.Where(attribute => !LayerAttributes.IsInput(attribute))];
        _stacks.Add(new StackModel("", "", Operands: 1, ReadStack(layers)));
        return new GraphModel(
            IsComplete: true,
            new([new GraphParameterModel("input", inputs.Length > 0 ? UseReader.Read(inputs[0], _sizes) : null)]),
            new([new GraphStep(0, null, new([~0]))]),
            new([new GraphResult("output", 0)]));
    }

    private GraphModel? ReadGraph(IMethodSymbol[] methods, IMethodSymbol? graph)
    {
        Dictionary<IMethodSymbol, int> stacks = new(SymbolEqualityComparer.Default);
        foreach (IMethodSymbol method in methods)
        {
            int index = _stacks.Count;
            var declaration = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) as MethodDeclarationSyntax;
            if (declaration is null)
                continue;
            string? fault = LayerMethod.Fault(method, declaration);
            if (fault is null && _stacks.Any(other => string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase)))
                fault = "has the name of another layer method";
            if (fault is not null)
            {
                Report("GG0211", declaration.Identifier, method.Name, fault);
                continue;
            }

            _map.Add(new Place(Key, PlaceKind.Method, index), declaration.Identifier);
            stacks.Add(method, index);
            _stacks.Add(new StackModel(
                method.Name, LayerMethod.Signature(method, declaration), method.Parameters.Length, ReadStack(LayerAttributes.Of(method))));
        }

        if (graph is null)
        {
            Report("GG0209", new Place(Key, PlaceKind.Type), _type.Name, "a method Graph that wires its layer methods");
            return null;
        }

        GraphReader reader = new(graph, Key, stacks, _sizes, _compilation, _map, _problems, _cancellation);
        return reader.Read(IsBlock);
    }

    private EquatableArray<LayerUse> ReadStack(AttributeData[] attributes)
    {
        List<LayerUse> uses = [];
        foreach (AttributeData attribute in attributes)
        {
            Place place = new(Key, PlaceKind.Layer, _stacks.Count, uses.Count);
            _map.Add(place, attribute);
            LayerUse use = UseReader.Read(attribute, _sizes);
            uses.Add(use);
            if (use.Kind == "Block" && attribute.AttributeClass!.TypeArguments.FirstOrDefault() is INamedTypeSymbol block)
                _blockUses.Add((use, block, place));
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

    private void Report(string id, AttributeData attribute, params string[] values) =>
        Report(id, attribute.ApplicationSyntaxReference!.GetSyntax(_cancellation), values);

    private void Report(string id, SyntaxNodeOrToken syntax, params string[] values) => Report(id, _map.Site(Key, syntax), values);

    private void Report(string id, Place place, params string[] values) => _problems.Add(new Problem(id, place, values));
}
