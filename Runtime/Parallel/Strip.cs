using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// Stages, all cut by samples, that a worker runs over a few samples at a time: what one leaves is still in a near cache for the
/// next. Unless a barrier stands among them.
/// </summary>
/// <param name="First">The first stage.</param>
/// <param name="Last">The last stage.</param>
/// <param name="FloatsPerSample">What they touch for one sample.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Strip(int First, int Last, int FloatsPerSample)
{
    /// <summary>What a strip may take of a second-level cache: 448 KiB. The smallest ones of processors with wide vectors have 512.</summary>
    private const int CacheFloats = 112 << 10;

    /// <summary>The number of samples at a time.</summary>
    internal int Samples => Math.Max(1, CacheFloats / FloatsPerSample);

    /// <summary>Whether it runs as a whole, since workers meet within it.</summary>
    /// <param name="layout">Where barriers may stand.</param>
    /// <param name="barriers">Which of them stand.</param>
    internal bool HasBarrier(SessionLayout layout, bool[] barriers)
    {
        for (int i = 0; i < barriers.Length; i++)
        {
            if (barriers[i] && layout.Barriers[i] > First && layout.Barriers[i] <= Last)
                return true;
        }

        return false;
    }
}
