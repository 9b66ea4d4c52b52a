using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace GraphGen.Generator.Read;

/// <summary>Reads a declared network or block into its model: the only place that sees symbols and syntax, and the mistakes that only they show.</summary>
internal static class NetworkReader
{
    /// <summary>The model of the class that carries the attribute; null for a second part that carries it too.</summary>
    public static NetworkModel? ReadNetwork(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        First(context, LayerAttributes.IsNetwork) is { } type
            ? ReadNetwork(type, context.SemanticModel.Compilation, new SourceMap(), cancellation)
            : null;

    /// <inheritdoc cref="ReadNetwork(GeneratorAttributeSyntaxContext, CancellationToken)"/>
    public static BlockModel? ReadBlock(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        First(context, LayerAttributes.IsBlock) is { } type
            ? ReadBlock(type, context.SemanticModel.Compilation, new SourceMap(), cancellation)
            : null;

    /// <summary>The model of a network, with its blocks.</summary>
    public static NetworkModel ReadNetwork(INamedTypeSymbol type, Compilation compilation, SourceMap map, CancellationToken cancellation)
    {
        List<Problem> problems = [.. TypeReader.Problems(type, "", cancellation)];
        UnitReader body = new(type, "", compilation, map, cancellation);
        UnitModel model = body.Read();
        problems.AddRange(body.Problems);
        SortedDictionary<string, UnitModel> blocks = new(StringComparer.Ordinal);
        HashSet<string> circular = new(StringComparer.Ordinal);
        ReadBlocks(body.BlockUses, compilation, map, blocks, problems, [], root: null, circular, cancellation);
        // What contains itself cannot be built.
        foreach (string key in circular)
            blocks[key] = blocks[key] with { Graph = blocks[key].Graph?.Incomplete() };
        return new NetworkModel(TypeReader.Read(type), model, new(blocks.Values), new(problems));
    }

    /// <summary>The model of a block by itself.</summary>
    public static BlockModel ReadBlock(INamedTypeSymbol type, Compilation compilation, SourceMap map, CancellationToken cancellation)
    {
        string key = UseReader.Key(type);
        List<Problem> problems = [.. TypeReader.Problems(type, key, cancellation)];
        UnitReader body = new(type, key, compilation, map, cancellation);
        UnitModel model = body.Read();
        problems.AddRange(body.Problems);
        foreach (var use in body.BlockUses)
        {
            // A circle through other blocks is shown where it leaves this one.
            SortedDictionary<string, UnitModel> seen = new(StringComparer.Ordinal);
            ReadBlocks([use], compilation, map, seen, problems, [key], use.Place, new HashSet<string>(), cancellation);
        }

        return new BlockModel(TypeReader.Read(type), model, new(problems));
    }

    /// <summary>Reads the blocks that a unit names, and those that they name; a block that contains itself is told at the use that closes the circle.</summary>
    private static void ReadBlocks(
        IReadOnlyList<(LayerUse Use, ITypeSymbol Type, Place Place)> uses,
        Compilation compilation,
        SourceMap map,
        IDictionary<string, UnitModel> blocks,
        List<Problem> problems,
        IReadOnlyList<string> path,
        Place? root,
        ISet<string> circular,
        CancellationToken cancellation)
    {
        foreach (var (use, type, place) in uses)
        {
            string key = use.TypeArgument;
            if (BlockFault(type, compilation) is { } fault)
            {
                problems.Add(new Problem("GG0216", place, Short(key), fault));
                continue;
            }

            int start = path.ToList().IndexOf(key);
            if (start >= 0)
            {
                circular.UnionWith(path.Skip(start));
                problems.Add(new Problem("GG0207", start == 0 && root is not null ? root : place, type.Name, string.Join(" → ", path.Skip(start).Append(key).Select(Short))));
                continue;
            }

            if (blocks.ContainsKey(key))
                continue;
            INamedTypeSymbol named = (INamedTypeSymbol)type;
            UnitReader block = new(named, key, compilation, map, cancellation);
            blocks.Add(key, block.Read());
            problems.AddRange(TypeReader.Problems(named, key, cancellation));
            problems.AddRange(block.Problems);
            ReadBlocks(block.BlockUses, compilation, map, blocks, problems, [.. path, key], root, circular, cancellation);
        }
    }

    private static string? BlockFault(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol)
            return "no class";
        if (!type.GetAttributes().Any(LayerAttributes.IsBlock))
            return "not marked [Block]";
        return SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            ? null
            : $"declared in another assembly, '{type.ContainingAssembly.Name}', whose source the compiler does not see";
    }

    private static string Short(string key) => key.Substring(key.LastIndexOfAny(['.', ':']) + 1);

    /// <summary>The class, if the attribute at hand is the first of its kind on it.</summary>
    private static INamedTypeSymbol? First(GeneratorAttributeSyntaxContext context, Func<AttributeData, bool> isMarker)
    {
        // Of a struct, an interface, or something without a name the C# compiler says enough.
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, Name.Length: > 0 } type)
            return null;
        AttributeData first = type.GetAttributes().First(isMarker);
        return first.ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.Span.Contains(reference.Span)
            ? type
            : null;
    }
}
