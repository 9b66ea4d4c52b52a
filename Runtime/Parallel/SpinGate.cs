using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GraphGen.CompilerServices;

/// <summary>
/// A number that threads wait to see change: they spin briefly, then park. With more threads than processors spinning
/// would keep the awaited thread from running, so they yield a few times instead.
/// </summary>
internal sealed class SpinGate
{
    // A parked thread takes 50 to 100 µs to wake. Whoever parks sooner than that while a region is under way makes the
    // others wait long enough to park at the next barrier, and so on for ever: a step took three times as long. A pause
    // is about 28 ns.
    private const int PausesWithin = 10_000;
    private const int PausesIdle = 4_000;
    private const int Yields = 20;

    private readonly object _lock = new();
    private PaddedInt _value;
    private int _sleepers;

    public int Value => Volatile.Read(ref _value.Value);

    /// <summary>Changes the number and wakes whoever waits.</summary>
    public void Advance()
    {
        Interlocked.Increment(ref _value.Value);
        if (Volatile.Read(ref _sleepers) == 0)
            return;
        lock (_lock)
            Monitor.PulseAll(_lock);
    }

    /// <summary>Returns once the number differs from <paramref name="seen"/>.</summary>
    /// <param name="seen">The number as last seen.</param>
    /// <param name="crowded">Whether there are more threads than processors.</param>
    /// <param name="idle">Whether nothing is under way, so that the wait may be long.</param>
    public void WaitPast(int seen, bool crowded, bool idle = false)
    {
        if (crowded)
        {
            for (int i = 0; i < Yields; i++)
            {
                if (Volatile.Read(ref _value.Value) != seen)
                    return;
                Thread.Yield();
            }
        }
        else
        {
            int pauses = idle ? PausesIdle : PausesWithin;
            for (int i = 0; i < pauses; i++)
            {
                if (Volatile.Read(ref _value.Value) != seen)
                    return;
                Pause();
            }
        }

        Park(seen);
    }

    private void Park(int seen)
    {
        // The full fence of the increment pairs with that of Advance: one of the two sees the other.
        Interlocked.Increment(ref _sleepers);
        lock (_lock)
        {
            while (Volatile.Read(ref _value.Value) == seen)
                Monitor.Wait(_lock);
        }

        Interlocked.Decrement(ref _sleepers);
    }

    /// <summary>One pause instruction: <see cref="Thread.SpinWait"/> takes ten times as long.</summary>
    private static void Pause()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else if (ArmBase.IsSupported)
            ArmBase.Yield();
        else
            Thread.SpinWait(1);
    }
}
