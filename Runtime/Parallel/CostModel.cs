namespace GraphGen.CompilerServices;

/// <summary>What the planner reckons with, in nanoseconds. Only the ratios matter, and none of them changes a result.</summary>
/// <param name="Barrier">The time of one barrier.</param>
/// <param name="Fork">The time to start the other workers and to join them.</param>
internal sealed record CostModel(double Barrier, double Fork)
{
    /// <summary>Everything is worth sharing out, as far as it goes: for tests of sharing.</summary>
    public static CostModel Free { get; } = new(0, 0)
    {
        OwnBytes = double.PositiveInfinity,
        OthersBytes = double.PositiveInfinity,
        LeastRows = 1,
        Tile = 0,
        Call = 0,
        WorthDoubling = 1,
    };

    /// <summary>Floating-point operations of a matrix product: one worker's share of the peak, as networks of common sizes reach it.</summary>
    public double ProductFlops { get; init; } = 100;

    /// <summary>Operations of elementwise work, which has divisions and square roots in it.</summary>
    public double ElementFlops { get; init; } = 40;

    /// <summary>Bytes that a worker reads of what it wrote itself: from its second-level cache.</summary>
    public double OwnBytes { get; init; } = 40;

    /// <summary>Bytes that a worker reads of what others wrote: by way of the third-level cache, if there is one that they share.</summary>
    public double OthersBytes { get; init; } = 15;

    /// <summary>Bytes that one worker alone reads from and writes to main memory.</summary>
    public double WorkerMemory { get; init; } = 25;

    /// <summary>Bytes that all workers together read from and write to main memory.</summary>
    public double MachineMemory { get; init; } = double.PositiveInfinity;

    /// <summary>The bytes of a worker's own cache.</summary>
    public double OwnCache { get; init; } = 1 << 20;

    /// <summary>The bytes of the caches that workers share.</summary>
    public double SharedCache { get; init; } = 16 << 20;

    /// <summary>The time of the optimizer's update of one element in a cache.</summary>
    public double Update { get; init; } = 0.4;

    /// <summary>A register tile of fewer rows takes no less time: every row waits for its own last addition.</summary>
    public int LeastRows { get; init; } = 4;

    /// <summary>The time to begin and end a register tile.</summary>
    public double Tile { get; init; } = 25;

    /// <summary>The time of a kernel's call by one worker.</summary>
    public double Call { get; init; } = 30;

    /// <summary>What may be left of the time for twice as many workers to be worth it; for less they are better left to others.</summary>
    public double WorthDoubling { get; init; } = 0.9;

    /// <summary>
    /// As measured on two processors; what larger machines do beyond that is reckoned. Caches and channels to memory grow with
    /// the processors of a machine, but more slowly. More workers than processors pay for each other's time slices.
    /// </summary>
    public static CostModel For(int workers, int processors)
    {
        // An arrival, or a start, moves a cache line; see Arrivals and Crew for how they are spread.
        double lines = Math.Min(workers, Arrivals.GroupSize) + (workers > Arrivals.GroupSize ? (workers + Arrivals.GroupSize - 1) / Arrivals.GroupSize : 0);
        return (workers <= processors ? new CostModel(200 + 50 * lines + 10 * (workers - 1), 700 + 60 * lines) : new(1600 * workers, 3000 * workers))
            with { MachineMemory = 50 + 2.5 * processors, SharedCache = (16 + 2.0 * processors) * (1 << 20) };
    }
}
