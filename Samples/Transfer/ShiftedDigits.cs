namespace Transfer;

/// <summary>Five of the ten digits, each picture moved by some pixels: who has seen a digit here does not know it there.</summary>
public static class ShiftedDigits
{
    private const int Most = 4;

    /// <summary>The pictures of the digits <paramref name="first"/> to <paramref name="first"/> + 4, as classes 0 to 4.</summary>
    public static Dataset Of(Dataset all, int first, int seed)
    {
        int[] samples = [.. Enumerable.Range(0, all.Count).Where(i => all.Label(i) - first is >= 0 and < 5)];
        var pictures = new float[samples.Length * Digits.Pixels];
        var random = new Random(seed);
        for (int i = 0; i < samples.Length; i++)
        {
            Span<float> picture = pictures.AsSpan(i * Digits.Pixels, Digits.Pixels);
            Shift(all.Sample(samples[i]), picture, right: random.Next(-Most, Most + 1), down: random.Next(-Most, Most + 1));
        }

        return new Dataset(pictures, [.. samples.Select(i => all.Label(i) - first)], all.Shape, classes: 5);
    }

    /// <summary>So many pictures of each class, drawn at random.</summary>
    public static Dataset Few(Dataset many, int ofEach, ulong seed)
    {
        var order = new ShuffledOrder(many.Count, seed);
        order.Shuffle(epoch: 0);
        return many.Subset([.. order.Indices.ToArray().GroupBy(many.Label).SelectMany(same => same.Take(ofEach))]);
    }

    private static void Shift(ReadOnlySpan<float> from, Span<float> to, int right, int down)
    {
        for (int y = Math.Max(0, down); y < Digits.Side + Math.Min(0, down); y++)
        {
            int length = Digits.Side - Math.Abs(right);
            from.Slice((y - down) * Digits.Side + Math.Max(0, -right), length).CopyTo(to[(y * Digits.Side + Math.Max(0, right))..]);
        }
    }
}
