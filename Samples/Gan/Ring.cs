namespace Gan;

/// <summary>The true distribution: eight small Gaussians on a circle. Networks like to forget some of them.</summary>
public static class Ring
{
    public const int Modes = 8;
    private const float Radius = 2;
    private const float Deviation = 0.1f;
    private const float Diagonal = 0.70710678f * Radius;

    private static readonly (float X, float Y)[] s_centres =
    [
        (Radius, 0), (Diagonal, Diagonal), (0, Radius), (-Diagonal, Diagonal),
        (-Radius, 0), (-Diagonal, -Diagonal), (0, -Radius), (Diagonal, -Diagonal),
    ];

    /// <summary>Draws points, x and y in turn.</summary>
    public static void Draw(Random random, Span<float> points)
    {
        for (int i = 0; i < points.Length; i += 2)
        {
            var (x, y) = s_centres[random.Next(Modes)];
            points[i] = x + Deviation * Normal(random);
            points[i + 1] = y + Deviation * Normal(random);
        }
    }

    /// <summary>How many modes have at least a quarter of their share, and what part of the points lies in any.</summary>
    public static (int Modes, double Good) Judge(ReadOnlySpan<float> points)
    {
        int all = points.Length / 2;
        int[] counts = Count(points);
        return (counts.Count(count => 4 * Modes * count >= all), (double)counts.Sum() / all);
    }

    /// <summary>Counts the points within three deviations of each centre.</summary>
    public static int[] Count(ReadOnlySpan<float> points)
    {
        var counts = new int[Modes];
        for (int i = 0; i < points.Length; i += 2)
        {
            for (int mode = 0; mode < Modes; mode++)
            {
                float x = points[i] - s_centres[mode].X, y = points[i + 1] - s_centres[mode].Y;
                if (x * x + y * y < 9 * Deviation * Deviation)
                    counts[mode]++;
            }
        }

        return counts;
    }

    /// <summary>Twelve uniform numbers make a normal one, near enough, and the same on every system.</summary>
    private static float Normal(Random random)
    {
        float sum = -6;
        for (int i = 0; i < 12; i++)
            sum += random.NextSingle();
        return sum;
    }
}
