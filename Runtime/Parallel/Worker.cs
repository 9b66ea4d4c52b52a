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

    /// <summary>Within a strip: the samples at hand, and the first one of the worker's; else the end is 0.</summary>
    private readonly int _rowStart, _rowEnd, _firstRow;

    internal Worker(Region region, int index)
    {
        _region = region;
        Index = index;
        Count = region.Count;
        // Under a clock every stage asks for its part.
        IsAlone = region.Workers == 1 && region.Clock is null;
    }

    /// <summary>The same worker for some samples of a strip.</summary>
    private Worker(in Worker worker, int firstRow, int start, int end)
    {
        this = worker;
        (_firstRow, _rowStart, _rowEnd) = (firstRow, start, end);
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
    internal Part Part(int stage) => _rowEnd == 0 ? _region.PartOf(stage, Index) : _region.PartOf(stage, Index).Within(_rowStart, _rowEnd);

    /// <summary>
    /// A value that only the stages of a strip see: it lies where the worker's first samples would, and so takes no more of the
    /// caches than the samples at hand.
    /// </summary>
    /// <param name="value">The value with memory for all samples.</param>
    public Tensor<float> Local(in Tensor<float> value) => value.From(_firstRow - _rowStart);

    /// <summary>How many samples of a strip are taken at a time; 0 for all.</summary>
    internal int SamplesOf(SessionLayout layout, int strip)
    {
        int samples = _region.StripSamples > 0 ? _region.StripSamples : layout.Strips[strip].Samples;
        return _region.WholeStrips[strip] || samples >= Count ? 0 : samples;
    }

    /// <summary>All samples that this worker has in any stage of a strip.</summary>
    internal (int Start, int End) RowsOf(Strip strip)
    {
        int start = int.MaxValue, end = 0;
        for (int stage = strip.First; stage <= strip.Last; stage++)
        {
            Part part = _region.Parts[stage * _region.Workers + Index];
            if (part.IsEmpty)
                continue;
            start = Math.Min(start, part.RowStart);
            end = Math.Max(end, part.RowEnd);
        }

        return (start, end);
    }

    /// <summary>This worker for some samples.</summary>
    /// <param name="firstRow">The first sample that the worker has in the strip.</param>
    /// <param name="start">The first of the samples.</param>
    /// <param name="end">The end of the samples.</param>
    internal Worker For(int firstRow, int start, int end) => new(this, firstRow, start, end);

    /// <summary>Waits for all workers, if the plan says that a stage behind this barrier reads what another worker wrote.</summary>
    /// <param name="barrier">The barrier's index in the session's layout.</param>
    public void Sync(int barrier)
    {
        if (!IsAlone)
            _region.Sync(barrier, Index);
    }
}
