using System.Numerics;

namespace GraphGen.CompilerServices;

/// <summary>
/// The plans of a session, one for each power of two of samples and each number of workers, made when first asked for: a
/// training loop with its shorter last batch finds all it needs after one round.
/// </summary>
internal sealed class PlanCache
{
    private readonly SessionLayout _layout;
    private readonly int _capacity;
    private readonly int _workers;
    private readonly Func<int, CostModel> _costs;
    private readonly Plan?[] _plans;

    public PlanCache(SessionLayout layout, int capacity, int workers, Func<int, CostModel> costs)
    {
        _layout = layout;
        _capacity = capacity;
        _workers = workers;
        _costs = costs;
        _plans = new Plan?[(SizeOf(capacity) + 1) * (workers + 1)];
        Serial = StagePlanner.Serial(layout);
    }

    /// <summary>The plan for one worker.</summary>
    public Plan Serial { get; }

    public Plan For(int count, int workers)
    {
        if (workers == 1)
            return Serial;
        int size = SizeOf(count);
        return _plans[size * (_workers + 1) + workers]
            ??= StagePlanner.Of(_layout, (int)Math.Min(1L << size, _capacity), workers, _costs);
    }

    /// <summary>The binary logarithm, rounded up.</summary>
    private static int SizeOf(int count) => count <= 1 ? 0 : BitOperations.Log2((uint)count - 1) + 1;
}
