using System.Numerics;

namespace GraphGen.CompilerServices;

/// <summary>
/// All plans that a session may need, made when it is created: for each power of two of samples those for the whole number
/// of its workers, half of it, and so on. So no number of samples and no busy team makes a step allocate.
/// </summary>
internal sealed class PlanCache
{
    private readonly PlanLadder[] _ladders;

    /// <param name="layout">The stages and what binds them.</param>
    /// <param name="capacity">The most samples.</param>
    /// <param name="workers">The most workers.</param>
    /// <param name="costs">The cost model for a number of workers.</param>
    /// <param name="kinds">How many kinds of calls have a pace of their own; 0 if plans are taken whatever calls take.</param>
    public PlanCache(SessionLayout layout, int capacity, int workers, Func<int, CostModel> costs, int kinds = 0)
    {
        Serial = StagePlanner.Serial(layout);
        _ladders = new PlanLadder[SizeOf(capacity) + 1];
        for (int size = 0; size < _ladders.Length; size++)
        {
            Plan[] plans = workers > 1 ? StagePlanner.Ladder(layout, (int)Math.Min(1L << size, capacity), workers, costs) : [];
            _ladders[size] = new PlanLadder(plans, Serial, kinds);
            MostWorkers = Math.Max(MostWorkers, _ladders[size].MostWorkers);
        }
    }

    /// <summary>The plan for one worker.</summary>
    public Plan Serial { get; }

    /// <summary>The most workers that any plan has.</summary>
    public int MostWorkers { get; }

    /// <summary>The plans for a number of samples.</summary>
    public PlanLadder For(int count) => _ladders[SizeOf(count)];

    /// <summary>The binary logarithm, rounded up.</summary>
    private static int SizeOf(int count) => count <= 1 ? 0 : BitOperations.Log2((uint)count - 1) + 1;
}
