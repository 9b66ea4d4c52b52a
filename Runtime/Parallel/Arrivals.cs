namespace GraphGen.CompilerServices;

/// <summary>
/// Counts workers that arrive, and tells the last one that it is. Counting moves a cache line from one processor to the
/// next, one after another: so workers count in groups of eight, all groups at the same time, and the last of each group
/// counts for it.
/// </summary>
internal sealed class Arrivals
{
    /// <summary>The workers that count on one line.</summary>
    public const int GroupSize = 8;

    private PaddedInt[] _groups = [];
    private PaddedInt _full;
    private int _workers;
    private int _groupCount;

    /// <summary>Makes ready for so many workers; nobody may be on the way. Allocates only for more of them than ever before.</summary>
    public void Reset(int workers)
    {
        _workers = workers;
        _groupCount = (workers + GroupSize - 1) / GroupSize;
        if (_groups.Length < _groupCount)
            _groups = new PaddedInt[_groupCount];
        for (int group = 0; group < _groupCount; group++)
            _groups[group].Value = 0;
        _full.Value = 0;
    }

    /// <summary>Counts a worker, by its number from 0.</summary>
    /// <returns>Whether it is the last; the count begins anew then.</returns>
    public bool Arrive(int worker)
    {
        int group = worker / GroupSize;
        if (!Count(ref _groups[group], Math.Min(GroupSize, _workers - group * GroupSize)))
            return false;
        return _groupCount == 1 || Count(ref _full, _groupCount);
    }

    private static bool Count(ref PaddedInt count, int all)
    {
        if (Interlocked.Increment(ref count.Value) < all)
            return false;
        // Whoever comes next waits for what the last one does behind this; it is a full fence.
        count.Value = 0;
        return true;
    }
}
