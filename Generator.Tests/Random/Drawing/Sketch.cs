using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>A unit in the making with what its author knows of it.</summary>
/// <param name="Dice">Chance.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Inputs">Sample values of its parameters.</param>
/// <param name="Sizes">The sizes that it is drawn for.</param>
/// <param name="Library">The blocks of the network.</param>
/// <param name="Depth">How many blocks it stands in.</param>
/// <param name="AllowsDropout">Whether random masks may occur.</param>
internal sealed record Sketch(Dice Dice, Unit Unit, Tensor[] Inputs, Dictionary<string, int> Sizes, Library Library, int Depth, bool AllowsDropout)
{
    /// <summary>What the locals hold after the statements so far.</summary>
    public Dictionary<string, Tensor> Locals { get; set; } = [];

    /// <summary>Whether operands are chosen that may not fit.</summary>
    public bool IsReckless { get; init; }

    /// <summary>The order in which locals came to be, parameters first.</summary>
    public List<string> Names { get; } = [];

    /// <summary>How often each local has been used.</summary>
    public Dictionary<string, int> Uses { get; } = [];

    public Drafted? Draft() => Drawing.Draft.Of(Unit, Inputs, Sizes);

    /// <summary>A local, the latest ones and those that nothing uses more often.</summary>
    public string Local(Func<Tensor, bool>? fits = null)
    {
        bool takesAny = IsReckless && Dice.Chance(0.5);
        List<string> names = [.. Names.Where(name => takesAny || (Locals[name].Limit is null && fits?.Invoke(Locals[name]) != false))];
        if (names.Count == 0)
            return fits is null ? Names[^1] : "";
        List<string> unused = [.. names.Where(name => Uses.GetValueOrDefault(name) == 0)];
        return Dice.Pick<int>((4, 0), (3, 1), (3, 2)) switch
        {
            0 => names[^Dice.Between(1, Math.Min(3, names.Count))],
            1 when unused.Count > 0 => Dice.Pick(unused),
            _ => Dice.Pick(names),
        };
    }

    /// <summary>A local of indices that nothing uses yet; "" if there is none.</summary>
    public string Indices() => Names.FirstOrDefault(name => Locals[name].Limit is not null && Uses.GetValueOrDefault(name) == 0) ?? "";

    /// <summary>A number for an extent: a literal, or an expression over the sizes.</summary>
    public Extent Extent(int literal)
    {
        if (Sizes.Count == 0 || Dice.Chance(0.45))
            return Model.Extent.Of(literal);
        string size = Dice.Pick(Sizes.Keys.ToArray());
        return Dice.Pick<int>((5, 0), (1, 1), (2, 2), (1, 3)) switch
        {
            0 => Model.Extent.OfSize(size),
            1 => Model.Extent.Times(size, 2),
            2 => Model.Extent.Plus(size, 1),
            _ => Sizes[size] > 1 ? Model.Extent.Half(size) : Model.Extent.OfSize(size),
        };
    }
}
