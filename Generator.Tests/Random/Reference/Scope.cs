using Generator.Tests.RandomStacks.Model;

namespace Generator.Tests.RandomStacks.Reference;

/// <summary>A network, or one copy of a block at one use.</summary>
internal sealed class Scope(Unit unit, string path, Dictionary<string, int> sizes, bool isFrozen)
{
    public Unit Unit => unit;

    public string Path => path;

    public Dictionary<string, int> Sizes => sizes;

    public bool IsFrozen => isFrozen;

    public Dictionary<Stack, StackState> Stacks { get; } = [];

    public Dictionary<string, Tensor> Locals { get; } = [];
}

/// <summary>A layer method in a scope, whatever the number of its calls.</summary>
internal sealed class StackState
{
    private readonly Dictionary<string, int> _ordinals = [];

    public int Calls { get; set; }

    public List<LayerState> Layers { get; } = [];

    public string NameOf(StackLayer layer)
    {
        string stem = (layer.Block?.Name ?? layer.Kind).ToLowerInvariant();
        int ordinal = _ordinals[stem] = _ordinals.GetValueOrDefault(stem) + 1;
        return layer.Name ?? $"{stem}{ordinal}";
    }
}

/// <summary>A layer in a scope: its path, the inputs that its weight was made for, and a block's copies.</summary>
internal sealed class LayerState(string path)
{
    public string Path => path;

    public int Inputs { get; set; }

    public List<Scope> Copies { get; } = [];
}
