namespace Benchmarks.Comparison;

/// <summary>
/// Times contenders in turns. Shared machines drift by a factor of two within the hour: only ratios of one interleaved run
/// mean anything, and those of one turn mean most.
/// </summary>
internal static class Interleaved
{
    private const double WarmUpMilliseconds = 250;

    /// <summary>Share of a turn that is not timed, since it fills the caches and wakes the threads.</summary>
    private const double WarmUpShare = 0.1;

    /// <summary>The nanoseconds of a repetition, per contender and turn.</summary>
    public static double[][] Times(IReadOnlyList<IContender> contenders, Turns turns)
    {
        int[] repeats = [.. contenders.Select(contender => Repeats(contender, turns))];
        double[][] times = [.. contenders.Select(_ => new double[turns.Count])];
        for (int turn = 0; turn < turns.Count; turn++)
        {
            for (int place = 0; place < contenders.Count; place++)
            {
                // Forth and back, so that nobody always comes before or after another.
                int i = turn % 2 == 0 ? place : contenders.Count - 1 - place;
                if (turns.PauseMilliseconds > 0)
                    Thread.Sleep(turns.PauseMilliseconds);
                contenders[i].Time((int)Math.Ceiling(repeats[i] * WarmUpShare));
                times[i][turn] = contenders[i].Time(repeats[i]);
            }
        }

        return times;
    }

    /// <summary>The median time of each action in nanoseconds.</summary>
    public static double[] Medians(int turns, params Action[] actions) =>
        [.. Times([.. actions.Select(action => new ActionContender("", action))], new Turns(turns, Milliseconds: 4, PauseMilliseconds: 0))
            .Select(times => Spread.Of(times).Median)];

    /// <summary>Runs a contender until the compiler has done its best, and says how often it fits into a turn.</summary>
    private static int Repeats(IContender contender, Turns turns)
    {
        const int most = 10_000_000;
        int repeats = 1;
        for (double spent = 0; spent < WarmUpMilliseconds;)
        {
            double milliseconds = contender.Time(repeats) / 1e6;
            spent += milliseconds * repeats;
            repeats = (int)Math.Clamp(turns.Milliseconds / Math.Max(milliseconds, 1e-7), 1, most);
        }

        return repeats;
    }
}
