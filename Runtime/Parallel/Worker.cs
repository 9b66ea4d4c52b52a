using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// One member of the team that runs a session's program. All workers run the same emitted method; each asks for its part
/// of every stage, and meets the others at the barriers that the plan left standing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Worker
{
    private readonly Region _region;

    internal Worker(Region region, int index)
    {
        _region = region;
        Index = index;
        Count = region.Count;
        // Under a clock every stage asks for its part.
        IsAlone = region.Workers == 1 && region.Clock is null;
    }

    /// <summary>The worker's number, from 0.</summary>
    internal int Index { get; }

    /// <summary>Whether nobody else runs: every part is the whole stage.</summary>
    internal bool IsAlone { get; }

    /// <summary>The number of samples of this call.</summary>
    internal int Count { get; }

    /// <summary>The global index of the call's first sample: what random numbers are keyed by.</summary>
    internal long FirstSample => _region.FirstSample;

    /// <summary>The number of the training step, from 1.</summary>
    internal long Step => _region.Step;

    /// <summary>The seed of the session's random numbers.</summary>
    internal ulong Seed => _region.Seed;

    /// <summary>Whether gradients continue the stored sums instead of replacing them.</summary>
    internal bool Accumulate => _region.Accumulate;

    /// <summary>This worker's share of a stage.</summary>
    internal Part Part(int stage) => _region.PartOf(stage, Index);

    /// <summary>Waits for all workers, if the plan says that a stage behind this barrier reads what another worker wrote.</summary>
    /// <param name="barrier">The barrier's index in the session's layout.</param>
    public void Sync(int barrier)
    {
        if (!IsAlone)
            _region.Sync(barrier, Index);
    }
}
