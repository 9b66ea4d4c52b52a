using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Comparison;

/// <summary>
/// The time that a number of floating-point operations would take at the processor's peak, measured in the same turns as
/// everything else: the ratio of a row against it is the share of the peak.
/// </summary>
internal sealed class PeakContender : IContender
{
    private readonly int _rounds;
    private readonly Barrier _barrier;
    private readonly Thread[] _helpers;
    private volatile int _repeats;

    /// <param name="threads">Threads that share the operations.</param>
    /// <param name="flops">Operations of one repetition.</param>
    public PeakContender(int threads, double flops)
    {
        _rounds = (int)Math.Max(1, Math.Round(flops / threads / Peak.Flops(1)));
        string operations = flops < 1e8
            ? string.Create(CultureInfo.InvariantCulture, $"{flops / 1e6:0.##} MFLOP")
            : string.Create(CultureInfo.InvariantCulture, $"{flops / 1e9:0.##} GFLOP");
        Name = $"{operations} at the FMA peak, {Plural.Of(threads, "thread")}";
        _barrier = new Barrier(threads);
        _helpers =
        [
            .. Enumerable.Range(1, threads - 1)
                .Select(number => new Thread(() => Help(number, threads)) { IsBackground = true, Name = "FMA peak" }),
        ];
        foreach (Thread helper in _helpers)
            helper.Start();
    }

    public string Name { get; }

    public double Time(int repeats)
    {
        _repeats = repeats;
        long start = Stopwatch.GetTimestamp();
        _barrier.SignalAndWait();
        Work(repeats);
        _barrier.SignalAndWait();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
    }

    public void Dispose()
    {
        _repeats = 0;
        _barrier.SignalAndWait();
        foreach (Thread helper in _helpers)
            helper.Join();
        _barrier.Dispose();
    }

    /// <summary>Waits for the next turn, in the kernel and not spinning: others are timed meanwhile.</summary>
    private void Help(int number, int threads)
    {
        if (Affinity.Of(threads) is { Count: > 0 } processors)
            Affinity.Stay(processors[number]);
        while (true)
        {
            _barrier.SignalAndWait();
            if (_repeats == 0)
                return;
            Work(_repeats);
            _barrier.SignalAndWait();
        }
    }

    private void Work(int repeats)
    {
        for (int i = 0; i < repeats; i++)
            Peak.Run(_rounds);
    }
}
