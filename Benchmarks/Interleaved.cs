using System.Diagnostics;

namespace Benchmarks;

/// <summary>
/// Times actions in turns within one process. Shared machines drift by a factor of two within the hour: only ratios of
/// one interleaved run mean anything.
/// </summary>
internal static class Interleaved
{
    private const double MillisecondsPerTurn = 4;

    /// <summary>The median time of each action in nanoseconds over that many turns.</summary>
    public static double[] Medians(int turns, params Action[] actions)
    {
        int[] repeats = [.. actions.Select(Repeats)];
        double[][] times = [.. actions.Select(_ => new double[turns])];
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < actions.Length; i++)
                times[i][turn] = Time(actions[i], repeats[i]);
        }

        return [.. times.Select(Median)];
    }

    private static int Repeats(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        return (int)Math.Clamp(MillisecondsPerTurn * 1e6 / Math.Max(Time(action, 1), 1), 1, 1_000_000);
    }

    /// <summary>Nanoseconds for one of that many runs.</summary>
    public static double Time(Action action, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }
}
