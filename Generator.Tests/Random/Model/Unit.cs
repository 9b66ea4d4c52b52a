namespace Generator.Tests.RandomStacks.Model;

/// <summary>A network or a block.</summary>
internal sealed class Unit
{
    public required string Name { get; init; }

    public bool IsBlock { get; init; }

    /// <summary>The parameters of <c>Graph</c>.</summary>
    public List<Parameter> Parameters { get; } = [];

    /// <summary>A block's sizes and what they are by default.</summary>
    public List<(string Name, Extent Default)> Sizes { get; } = [];

    public List<Stack> Stacks { get; } = [];

    public List<Statement> Statements { get; } = [];

    public List<Expression> Results { get; } = [];

    /// <summary>The names of the results in a tuple; "" where it has none.</summary>
    public List<string> ResultNames { get; } = [];

    /// <summary>Whether the only stack stands on the class.</summary>
    public bool IsChain { get; init; }

    /// <summary>The blocks that it uses, first those that others use.</summary>
    public List<Unit> Blocks { get; } = [];
}

/// <summary>A parameter of <c>Graph</c>: a network's input, with a shape.</summary>
internal sealed record Parameter(string Name, int[] Shape, bool WantsGradient, bool IsIndices = false);

/// <summary>Locals that take a value, or one each of several; none for a call whose value nobody wants.</summary>
/// <param name="Targets">The locals.</param>
/// <param name="Values">As many expressions as there are locals, or one.</param>
/// <param name="Declares">Whether the locals are new.</param>
internal sealed record Statement(string[] Targets, Expression[] Values, bool Declares);
