namespace GraphGen.Generator.Read;

/// <summary>
/// A mistake: the diagnostic's id, where it is in the model, and the values of the message's holes. Where one argument of
/// another value would mend it, its position and that value follow.
/// </summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Place">Where it is shown.</param>
/// <param name="Values">The values of the message.</param>
/// <param name="Inner">A second place that takes part: for a mistake inside a block, shown at its use, the line in the block.</param>
public sealed record Problem(string Id, Place Place, EquatableArray<string> Values, Place? Inner = null)
{
    public Problem(string id, Place place, params string[] values) : this(id, place, new EquatableArray<string>(values))
    {
    }
}

/// <summary>A place in the model; the analyzer maps it back to syntax.</summary>
/// <param name="Unit">The key of the unit: "" for the network itself, a block's otherwise.</param>
/// <param name="Kind">What the numbers count.</param>
/// <param name="Index">The stack, step or site.</param>
/// <param name="Item">The layer of a stack, the operand of a step.</param>
/// <param name="Argument">The argument of a layer; null for the whole attribute.</param>
public sealed record Place(string Unit, PlaceKind Kind, int Index = 0, int Item = 0, string? Argument = null);

/// <summary>What a place is.</summary>
public enum PlaceKind
{
    /// <summary>The class's name.</summary>
    Type,

    /// <summary>The [Input] of the parameter <see cref="Place.Index"/>, or the parameter if it has none.</summary>
    Input,

    /// <summary>The layer <see cref="Place.Item"/> of the stack <see cref="Place.Index"/>.</summary>
    Layer,

    /// <summary>The name of the layer method <see cref="Place.Index"/>.</summary>
    Method,

    /// <summary>The step <see cref="Place.Index"/> of the graph.</summary>
    Step,

    /// <summary>The operand <see cref="Place.Item"/> of the step <see cref="Place.Index"/>.</summary>
    Operand,

    /// <summary>What Graph returns, or the element <see cref="Place.Index"/> of the tuple that it does.</summary>
    Result,

    /// <summary>A place that reading itself found fault with.</summary>
    Site,
}
