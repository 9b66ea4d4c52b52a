namespace Generator.Tests.RandomStacks.Model;

/// <summary>A layer method, or the stack of a chain, whose name is "".</summary>
internal sealed class Stack
{
    public required string Name { get; init; }

    /// <summary>The names of its parameters.</summary>
    public required string[] Parameters { get; init; }

    public List<StackLayer> Layers { get; } = [];

    /// <summary>Layers in each attribute list; the rest stands in a last one.</summary>
    public List<int> Lists { get; } = [];

    public bool HasLoss => Layers.Any(layer => layer.IsLoss);
}
