using System.Collections.Generic;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>A network, or one copy of a block at one use: what its layer methods have become there, so that a second call shares their weights.</summary>
internal sealed class Scope
{
    /// <param name="unit">What is declared.</param>
    /// <param name="path">What its names begin with: "" or a path that ends in a dot.</param>
    /// <param name="sizes">The values of its sizes.</param>
    /// <param name="use">Where the network uses it; null for the network itself.</param>
    /// <param name="isFrozen">Whether the use freezes it.</param>
    public Scope(UnitModel unit, string path, IReadOnlyDictionary<string, int> sizes, Place? use, bool isFrozen)
    {
        Unit = unit;
        Path = path;
        Sizes = sizes;
        Use = use;
        IsFrozen = isFrozen;
    }

    public UnitModel Unit { get; }

    public string Path { get; }

    public IReadOnlyDictionary<string, int> Sizes { get; }

    public Place? Use { get; }

    public bool IsFrozen { get; }

    /// <summary>Names of the operations that <c>Graph</c> itself contains.</summary>
    public LayerNames Operations { get; } = new();

    public Dictionary<int, StackInstance> Stacks { get; } = [];
}

/// <summary>A layer method in a scope: its layers keep their parameters from call to call.</summary>
internal sealed class StackInstance
{
    public LayerNames Names { get; } = new();

    public List<LayerInstance> Layers { get; } = [];

    public int Calls { get; set; }
}

/// <summary>A layer in a scope, whatever the number of its calls.</summary>
internal sealed class LayerInstance
{
    public LayerInstance(string name) => Name = name;

    /// <summary>The path to it.</summary>
    public string Name { get; }

    /// <summary>Which of the builder's parameter owners it is; -1 before its first call.</summary>
    public int Owner { get; set; } = -1;

    /// <summary>For a block: its copies.</summary>
    public List<Scope> Copies { get; } = [];
}

/// <summary>A value while the graph is built.</summary>
internal sealed record Wire(Edge Edge, Shape Shape);
