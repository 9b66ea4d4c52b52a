using System.ComponentModel;
using System.Runtime.CompilerServices;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>Stages that run over a few samples at a time.</summary>
public abstract unsafe partial class Session
{
    /// <summary>Lets tests say how many samples a strip takes at a time; 0 for as many as stay in a near cache.</summary>
    internal int StripSamples
    {
        set => _region.StripSamples = value;
    }

    /// <summary>Used by emitted code: the stages of a strip, for the samples that the worker has at hand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void StripPass(ref Worker w, int strip)
    {
    }

    /// <summary>Used by emitted code: the stages of a strip for all samples of a worker, as many at a time as stay in a near cache.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected void RunStrip(ref Worker w, int strip)
    {
        int most = w.SamplesOf(_layout, strip);
        if (most == 0)
        {
            StripPass(ref w, strip);
            return;
        }

        var (start, end) = w.RowsOf(_layout.Strips[strip]);
        int times = (end - start + most - 1) / most;
        for (int i = 0, row = start; i < times; i++)
        {
            int next = row + (end - row) / (times - i);
            Worker some = w.For(start, row, next);
            StripPass(ref some, strip);
            row = next;
        }
    }
}
