using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks.Comparison;

/// <summary>
/// Gives each thread of a case a processor of its own, the same for all contenders. Left to itself, the system moves the
/// work of one thread about, and on a busy machine it keeps two threads on one processor for a while, or not, by luck.
/// Only Linux; elsewhere this does nothing.
/// </summary>
internal static unsafe partial class Affinity
{
    private const int Words = 16;
    private const string Tasks = "/proc/self/task";

    private static readonly int[] s_allowed = Allowed();

    /// <summary>How many processors this process may use.</summary>
    public static int Processors => Math.Max(s_allowed.Length, OperatingSystem.IsLinux() ? 1 : Environment.ProcessorCount);

    /// <summary>The processors of work of so many threads, the first for the thread that calls; none if they cannot be chosen.</summary>
    public static IReadOnlyList<int> Of(int threads) =>
        // Work of one thread goes to the last one: interrupts and whatever starts by default prefer the first.
        s_allowed.Length < threads ? [] : threads == 1 ? [s_allowed[^1]] : s_allowed[..threads];

    /// <summary>
    /// Does work on processors, a thread on each: the caller, the worker team, and the threads of an OpenMP library in
    /// this process, which bear the name of the thread that started them. All of them must have been started before. A thread
    /// that looks after itself has a name of its own.
    /// </summary>
    /// <param name="processors">What <see cref="Of"/> said; with none of them the threads stay free.</param>
    /// <param name="work">The work.</param>
    public static T Place<T>(IReadOnlyList<int> processors, Func<T> work)
    {
        if (processors.Count == 0)
            return work();
        int[] helpers = [];
        try
        {
            helpers = processors.Count == 1 ? [] : Helpers(processors);
            Allow(0, [processors[0]]);
            return work();
        }
        finally
        {
            foreach (int thread in (int[])[0, .. helpers])
                Allow(thread, s_allowed);
        }
    }

    /// <summary>Puts the calling thread on a processor for good.</summary>
    public static void Stay(int processor) => Allow(0, [processor]);

    /// <summary>Spreads the other computing threads of the process, kind by kind.</summary>
    private static int[] Helpers(IReadOnlyList<int> processors)
    {
        string own = Name(Environment.ProcessId);
        int[][] kinds =
        [
            .. Directory.EnumerateDirectories(Tasks)
                .Select(task => int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture))
                .Where(thread => thread != Environment.ProcessId)
                .Order()
                .GroupBy(Name)
                .Where(kind => kind.Key == own || kind.Key.StartsWith("GraphGen", StringComparison.Ordinal))
                .Select(kind => kind.ToArray()),
        ];
        foreach (int[] kind in kinds)
        {
            for (int i = 0; i < kind.Length; i++)
                Allow(kind[i], [processors[(i + 1) % processors.Count]]);
        }

        return [.. kinds.SelectMany(kind => kind)];
    }

    private static string Name(int thread)
    {
        try
        {
            return File.ReadAllText($"{Tasks}/{thread}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static int[] Allowed()
    {
        ulong* mask = stackalloc ulong[Words];
        return OperatingSystem.IsLinux() && sched_getaffinity(0, Words * sizeof(ulong), mask) >= 0
            ? [.. Bits(mask)]
            : [];
    }

    private static List<int> Bits(ulong* mask)
    {
        List<int> bits = [];
        for (int i = 0; i < Words * 64; i++)
        {
            if ((mask[i / 64] >> (i % 64) & 1) != 0)
                bits.Add(i);
        }

        return bits;
    }

    private static void Allow(int thread, ReadOnlySpan<int> processors)
    {
        ulong* mask = stackalloc ulong[Words];
        foreach (int processor in processors)
            mask[processor / 64] |= 1ul << (processor % 64);
        // A thread that has ended meanwhile is no loss.
        _ = sched_setaffinity(thread, Words * sizeof(ulong), mask);
    }

    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nint size, ulong* mask);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nint size, ulong* mask);
}
