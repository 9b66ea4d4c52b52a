namespace Generator.Tests.RandomStacks.Model;

/// <summary>An expression of <c>Graph</c>.</summary>
/// <param name="Kind">
/// <c>Local</c>, <c>Call</c>, a member of Node, or an operator: <c>Add</c>, <c>Subtract</c>, <c>Multiply</c>, <c>Negate</c>, with a number
/// <c>AddNumber</c>, <c>NumberAdd</c> and so on.
/// </param>
/// <param name="Operands">The values it takes, in the order of the parameters that take them.</param>
internal sealed record Expression(string Kind, params Expression[] Operands)
{
    /// <summary>The local, or the own function.</summary>
    public string Name { get; init; } = "";

    /// <summary>What a call calls.</summary>
    public Stack? Stack { get; init; }

    /// <summary>Start, length and axis of a slice; axes; the number of an operator or activation. A missing last one is left out.</summary>
    public Extent[] Numbers { get; init; } = [];

    /// <summary>Whether arguments are named, and stand in reverse order.</summary>
    public bool IsReversed { get; init; }

    public static Expression Local(string name) => new("Local") { Name = name };
}
