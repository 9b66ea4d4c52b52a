using System.Diagnostics;

namespace Benchmarks.Comparison;

/// <summary>
/// How far apart two processors are: the time that a cache line takes to the other one and back. On a virtual machine this
/// changes while it runs (two neighbours of one cache, or halves of different chips), and with it everything that two threads
/// do together; so cases of two threads say what it was.
/// </summary>
internal sealed class CacheLine
{
    private const int Rounds = 2_000;
    private const int Attempts = 9;

    private int _place;
    private volatile bool _isOver;

    /// <summary>Nanoseconds there and back, the best of some attempts.</summary>
    public static double RoundTrip(int processor, int other)
    {
        CacheLine line = new();
        Thread thread = new(() => line.Return(other)) { IsBackground = true, Name = "Cache line" };
        thread.Start();
        double best = Affinity.Place([processor], line.Send);
        line._isOver = true;
        thread.Join();
        return best;
    }

    private double Send()
    {
        double best = double.PositiveInfinity;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int round = 0; round < Rounds; round++)
            {
                Volatile.Write(ref _place, 1);
                while (Volatile.Read(ref _place) != 0)
                {
                }
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Rounds);
        }

        return best;
    }

    private void Return(int processor)
    {
        Affinity.Stay(processor);
        while (!_isOver)
        {
            if (Volatile.Read(ref _place) == 1)
                Volatile.Write(ref _place, 0);
        }
    }
}
