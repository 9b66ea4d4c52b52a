namespace GraphGen.CompilerServices;

/// <summary>
/// A barrier for the workers of one region. If one of them fails, it is broken: everybody who waits or comes later leaves
/// by <see cref="RegionAbortedException"/>, so that the failure reaches the caller past all barriers.
/// </summary>
internal sealed class TeamBarrier
{
    private readonly SpinGate _phase = new();
    private readonly Arrivals _arrivals = new();
    private volatile bool _broken;
    private bool _crowded;

    /// <summary>Makes ready for a region; nobody may be inside.</summary>
    public void Reset(int workers)
    {
        _arrivals.Reset(workers);
        _broken = false;
        _crowded = WorkerTeam.IsCrowded(workers);
    }

    /// <summary>Waits for all workers.</summary>
    /// <param name="worker">The number of the one that waits.</param>
    public void Wait(int worker)
    {
        int phase = _phase.Value;
        if (_arrivals.Arrive(worker))
            _phase.Advance();
        else if (!_broken)
            _phase.WaitPast(phase, _crowded);

        if (_broken)
            throw new RegionAbortedException();
    }

    public void Break()
    {
        _broken = true;
        _phase.Advance();
    }
}

/// <summary>Takes a worker out of a region in which another one failed; it never reaches the user.</summary>
internal sealed class RegionAbortedException : Exception;
