namespace Benchmarks.Cases;

/// <summary>What all contenders compute on: the same formula everywhere, no file and no random generator.</summary>
internal static class Values
{
    /// <summary>The numbers come back after that many: a prime, so that samples differ.</summary>
    private const int Period = 10007;

    /// <summary>
    /// Numbers from 0 to 1 without order, squares modulo a prime: where all samples were alike, normalisation would blow up the rounding of
    /// each contender, and their results could not be compared.
    /// </summary>
    public static float[] Inputs(int count)
    {
        float[] period = [.. Enumerable.Range(0, Period).Select(i => (31L * i * i + 17 * i) % Period / (Period - 1f))];
        return [.. Enumerable.Range(0, count).Select(i => period[i % Period])];
    }

    /// <summary>Classes, one after the other.</summary>
    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => i % classes)];
}
