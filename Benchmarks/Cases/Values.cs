namespace Benchmarks.Cases;

/// <summary>What all contenders compute on: the same formula everywhere, no file and no random generator.</summary>
internal static class Values
{
    /// <summary>Numbers from 0 to 1.</summary>
    public static float[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(i => i * 37L % 101 / 100f)];

    /// <summary>Classes, one after the other.</summary>
    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => i % classes)];
}
