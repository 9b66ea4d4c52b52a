namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>Chance with a seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Extents around the widths of vectors and panels, small ones more often.</summary>
    private static readonly int[] s_widths = [1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 8, 9, 15, 16, 16, 17, 31, 32, 33, 40, 48, 64];

    private static readonly int[] s_panels = [33, 40, 48, 64, 65, 96];

    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => _random.Next(end);

    public int Between(int first, int last) => _random.Next(first, last + 1);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>One of the items, each with its weight.</summary>
    public T Pick<T>(params ReadOnlySpan<(double Weight, T Item)> items)
    {
        double total = 0;
        foreach (var (weight, _) in items)
            total += weight;
        double point = _random.NextDouble() * total;
        foreach (var (weight, item) in items)
        {
            point -= weight;
            if (point < 0)
                return item;
        }

        return items[^1].Item;
    }

    /// <summary>Whether widths are several panels, which can be shared out.</summary>
    public bool IsWide { get; init; }

    public int Width() => Pick(IsWide && Chance(0.6) ? s_panels : s_widths);

    /// <summary>A shape of rank 1 to 3, of few elements.</summary>
    public int[] Shape() => Pick<int>((5, 1), (3, 2), (2, 3)) switch
    {
        1 => [Width()],
        2 => [Between(1, 5), Pick(s_widths[..18])],
        _ => [Between(1, 4), Between(1, 4), Between(1, 9)],
    };

    /// <summary>A number for + - *, seldom a special one.</summary>
    public float Scalar() => Pick<float>((8, Between(1, 30) / 10f), (8, -Between(1, 30) / 10f), (2, 1f), (1, -1f), (1, 0.5f), (0.3, 0f), (0.5, 2f));

    public float Uniform() => (float)(2 * _random.NextDouble() - 1);
}
