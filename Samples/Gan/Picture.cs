namespace Gan;

/// <summary>Points as characters: the darker, the more of them.</summary>
internal static class Picture
{
    private const int Columns = 34;
    private const int Height = 17;
    private const float Reach = 2.6f;
    private const string Ink = " .:oO@";

    /// <summary>A heading as wide as the picture.</summary>
    public static string Title(string text) => text.PadLeft((Columns + text.Length) / 2).PadRight(Columns);

    public static IEnumerable<string> Rows(float[] points)
    {
        var counts = new int[Height, Columns];
        for (int i = 0; i < points.Length; i += 2)
        {
            int column = (int)MathF.Floor((points[i] / Reach + 1) / 2 * Columns);
            int row = (int)MathF.Floor((1 - points[i + 1] / Reach) / 2 * Height);
            if (column is >= 0 and < Columns && row is >= 0 and < Height)
                counts[row, column]++;
        }

        for (int row = 0; row < Height; row++)
            yield return string.Concat(Enumerable.Range(0, Columns).Select(column => Shade(counts[row, column])));
    }

    /// <summary>Each shade stands for three times as many points as the one before.</summary>
    private static char Shade(int count)
    {
        int shade = 0;
        for (; count > 0 && shade < Ink.Length - 1; count /= 3)
            shade++;
        return Ink[shade];
    }
}
