using System.Numerics;

namespace GraphGen.CompilerServices;

/// <summary>
/// All plans that a session may need, made when it is created: one for each power of two of samples, for the whole number
/// of its workers, half of it, and so on. So no number of samples and no busy team makes a step allocate.
/// </summary>
internal sealed class PlanCache
{
    private readonly Plan[][] _plans;

    public PlanCache(SessionLayout layout, int capacity, int workers, Func<int, CostModel> costs)
    {
        Serial = StagePlanner.Serial(layout);
        _plans = new Plan[SizeOf(capacity) + 1][];
        for (int size = 0; workers > 1 && size < _plans.Length; size++)
        {
            _plans[size] = StagePlanner.Ladder(layout, (int)Math.Min(1L << size, capacity), workers, costs);
            foreach (Plan plan in _plans[size])
                MostWorkers = Math.Max(MostWorkers, plan.Workers);
        }
    }

    /// <summary>The plan for one worker.</summary>
    public Plan Serial { get; }

    /// <summary>The most workers that any plan has.</summary>
    public int MostWorkers { get; private set; } = 1;

    public Plan For(int count, int workers)
    {
        if (workers == 1)
            return Serial;
        Plan[] ladder = _plans[SizeOf(count)];
        int step = 0;
        while (step < ladder.Length && ladder[step].Workers > workers)
            step++;
        return step < ladder.Length ? ladder[step] : Serial;
    }

    /// <summary>The binary logarithm, rounded up.</summary>
    private static int SizeOf(int count) => count <= 1 ? 0 : BitOperations.Log2((uint)count - 1) + 1;
}
