using System.Globalization;

namespace Generator.Tests.RandomStacks.Model;

/// <summary>A number as it stands in a source: a literal, or an expression over the sizes of a block.</summary>
/// <param name="Text">The C# text.</param>
/// <param name="Value">The value for given sizes.</param>
internal sealed record Extent(string Text, Func<IReadOnlyDictionary<string, int>, double> Value)
{
    public static Extent Of(int number) => new(number.ToString(CultureInfo.InvariantCulture), _ => number);

    /// <summary>A literal of type float.</summary>
    public static Extent Of(float number) => new(Literal(number), _ => number);

    public static Extent OfSize(string name) => new(name, sizes => sizes[name]);

    public static Extent Times(string name, int factor) => new($"{factor} * {name}", sizes => factor * sizes[name]);

    public static Extent Plus(string name, int term) => new($"{name} + {term}", sizes => sizes[name] + term);

    public static Extent Half(string name) => new($"{name} / 2", sizes => sizes[name] / 2);

    public static Extent Inverse(string name) => new($"(1f / {name})", sizes => 1.0 / sizes[name]);

    public int Integer(IReadOnlyDictionary<string, int> sizes) => (int)Value(sizes);

    public static string Literal(float number) => number.ToString("R", CultureInfo.InvariantCulture) + "f";
}
