namespace MultiTask;

/// <summary>How far digits lean: the covariance of x and y over the variance of y, of the ink as a mass.</summary>
public static class Slants
{
    /// <summary>The slant of every picture, above 0 where it leans to the left.</summary>
    public static float[] Of(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(i => Of(data.Sample(i)))];

    private static float Of(ReadOnlySpan<float> picture)
    {
        double mass = 1e-6, x = 0, y = 0, xy = 0, yy = 0;
        for (int i = 0; i < picture.Length; i++)
        {
            double ink = picture[i], column = i % Digits.Side, row = i / Digits.Side;
            mass += ink;
            x += ink * column;
            y += ink * row;
            xy += ink * column * row;
            yy += ink * row * row;
        }

        return (float)((xy - x * y / mass) / (yy - y * y / mass + 1e-6));
    }
}
