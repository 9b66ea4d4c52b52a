using System.Runtime.ExceptionServices;

namespace GraphGen.CompilerServices;

/// <summary>What all workers of one fork share: the program, the call's size and random keys, and the plan.</summary>
internal sealed class Region
{
    private readonly TeamBarrier _barrier = new();
    private Exception? _failure;
    private Plan? _plan;
    private int _plannedCount;

    /// <summary>What every worker runs.</summary>
    public IProgram? Program { get; init; }

    /// <summary>The shares, stage by stage, worker by worker: <c>Parts[stage * Workers + worker]</c>.</summary>
    public required Part[] Parts { get; set; }

    /// <summary>Which barriers stand.</summary>
    public bool[] Barriers { get; set; } = [];

    /// <summary>How many samples a strip takes at a time, in place of as many as stay in the cache; 0 if nobody says.</summary>
    public int StripSamples { get; set; }

    /// <summary>The strips that run as a whole, since a barrier stands among their stages.</summary>
    public bool[] WholeStrips { get; private set; } = [];

    /// <summary>The number of workers that run the region.</summary>
    public required int Workers { get; set; }

    /// <inheritdoc cref="Worker.Count"/>
    public int Count { get; set; }

    /// <inheritdoc cref="Worker.FirstSample"/>
    public long FirstSample { get; set; }

    /// <inheritdoc cref="Worker.Step"/>
    public long Step { get; set; }

    /// <inheritdoc cref="Worker.Seed"/>
    public ulong Seed { get; set; }

    /// <inheritdoc cref="Worker.Accumulate"/>
    public bool Accumulate { get; set; }

    /// <summary>Times the stages, if somebody wants to know.</summary>
    public StageClock? Clock { get; set; }

    public Part PartOf(int stage, int worker)
    {
        Clock?.Enter(worker, stage);
        return Parts[stage * Workers + worker];
    }

    public void Sync(int barrier, int worker)
    {
        if (!Barriers[barrier])
            return;
        Clock?.Wait(worker);
        _barrier.Wait(worker);
    }

    /// <summary>Makes room for plans of so many workers, so that taking them over does not allocate.</summary>
    public void Reserve(SessionLayout layout, int workers)
    {
        Parts = new Part[layout.Stages.Length * workers];
        WholeStrips = new bool[layout.Strips.Length];
        _barrier.Reset(workers);
        _plan = null;
    }

    /// <summary>Takes over a plan, before the fork; there must be room for its parts.</summary>
    public void Prepare(SessionLayout layout, Plan plan)
    {
        if (plan.Workers > 1)
        {
            _failure = null;
            _barrier.Reset(plan.Workers);
        }

        if (!ReferenceEquals(plan, _plan) || Count != _plannedCount)
            Cut(layout, plan);
    }

    private void Cut(SessionLayout layout, Plan plan)
    {
        Stage[] stages = layout.Stages;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            for (int worker = 0; worker < plan.Workers; worker++)
                Parts[stage * plan.Workers + worker] = plan.Grids[stage].PartOf(stages[stage], Count, worker);
        }

        for (int strip = 0; strip < layout.Strips.Length; strip++)
            WholeStrips[strip] = layout.Strips[strip].HasBarrier(layout, plan.Barriers);
        Barriers = plan.Barriers;
        Workers = plan.Workers;
        _plan = plan;
        _plannedCount = Count;
    }

    /// <summary>Runs one worker's share; a failure is kept for the caller and breaks the barriers.</summary>
    public void RunGuarded(int index)
    {
        try
        {
            Worker worker = new(this, index);
            Program!.Run(ref worker);
            Clock?.Stop(index);
        }
        catch (RegionAbortedException)
        {
            // The failure that broke the barrier is kept already.
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _barrier.Break();
        }
    }

    /// <summary>After the join: throws what a worker threw, with its stack.</summary>
    public void ThrowFailure()
    {
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}

/// <summary>What the workers of a region run, each with its own <see cref="Worker"/>.</summary>
internal interface IProgram
{
    void Run(ref Worker worker);
}
