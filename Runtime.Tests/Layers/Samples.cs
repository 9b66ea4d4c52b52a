namespace GraphGen.Tests.Layers;

/// <summary>Numbers for tests, the same in every run.</summary>
internal static class Samples
{
    /// <summary>Numbers between -1 and 1.</summary>
    public static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }

    /// <summary>Class indices below <paramref name="classes"/>.</summary>
    public static int[] Indices(int count, int classes, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
    }
}
