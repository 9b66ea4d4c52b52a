using System.Runtime.InteropServices;

namespace Benchmarks.Comparison;

/// <summary>
/// Keeps the calling thread on one processor, the last one that this process may use, for work of one thread: the system
/// moves nobody about, and everybody is timed on the same one. Only Linux; elsewhere this does nothing.
/// </summary>
internal static unsafe partial class Affinity
{
    private const int Words = 16;

    /// <summary>The processors that this process may use.</summary>
    public static int Processors { get; } = Environment.ProcessorCount;

    /// <summary>The processor for work of one thread, or -1.</summary>
    public static int Chosen { get; } = Last();

    /// <summary>Does the work there, then lets the thread go where it could before.</summary>
    public static T OnOneProcessor<T>(Func<T> work)
    {
        if (Chosen < 0)
            return work();
        ulong* before = stackalloc ulong[Words];
        _ = sched_getaffinity(0, Words * sizeof(ulong), before);
        ulong* one = stackalloc ulong[Words];
        one[Chosen / 64] = 1ul << (Chosen % 64);
        _ = sched_setaffinity(0, Words * sizeof(ulong), one);
        try
        {
            return work();
        }
        finally
        {
            _ = sched_setaffinity(0, Words * sizeof(ulong), before);
        }
    }

    private static int Last()
    {
        if (!OperatingSystem.IsLinux())
            return -1;
        ulong* mask = stackalloc ulong[Words];
        if (sched_getaffinity(0, Words * sizeof(ulong), mask) < 0)
            return -1;
        int last = Words * 64 - 1;
        while (last >= 0 && (mask[last / 64] >> (last % 64) & 1) == 0)
            last--;
        return last;
    }

    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nint size, ulong* mask);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nint size, ulong* mask);
}
