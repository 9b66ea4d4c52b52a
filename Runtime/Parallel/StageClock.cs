using System.Diagnostics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Times the stages of a session's calls, worker by worker, for whoever looks for what is slow. A stage lasts until the next one
/// begins; a session without a clock pays a comparison a stage.
/// </summary>
internal sealed class StageClock
{
    private readonly int _stages;
    private readonly Hand[] _hands;

    /// <summary>A clock for so many stages and workers.</summary>
    public StageClock(int stages, int workers)
    {
        _stages = stages;
        _hands = new Hand[workers];
        for (int worker = 0; worker < workers; worker++)
            _hands[worker] = new Hand(new long[2 * stages + 1]);
    }

    /// <summary>The nanoseconds of a worker in a stage's kernels.</summary>
    public double Kernel(int worker, int stage) => Nanoseconds(worker, 2 * stage);

    /// <summary>The nanoseconds of a worker in the updates behind a stage.</summary>
    public double Update(int worker, int stage) => Nanoseconds(worker, 2 * stage + 1);

    /// <summary>The nanoseconds of a worker at barriers.</summary>
    public double Waiting(int worker) => Nanoseconds(worker, 2 * _stages);

    /// <summary>Sets all times to zero, between calls.</summary>
    public void Reset()
    {
        foreach (Hand hand in _hands)
            Array.Clear(hand.Ticks);
    }

    /// <summary>A worker asks for its part of a stage: first for the kernel, then for what updates its parameters.</summary>
    public void Enter(int worker, int stage)
    {
        Hand hand = _hands[worker];
        hand.Move(hand.Slot >> 1 == stage ? 2 * stage + 1 : 2 * stage);
    }

    /// <summary>A worker meets the others.</summary>
    public void Wait(int worker) => _hands[worker].Move(2 * _stages);

    /// <summary>A worker's call is over.</summary>
    public void Stop(int worker) => _hands[worker].Move(-1);

    private double Nanoseconds(int worker, int slot) => _hands[worker].Ticks[slot] * (1e9 / Stopwatch.Frequency);

    private sealed class Hand(long[] ticks)
    {
        private long _since;

        public int Slot { get; private set; } = -1;

        public long[] Ticks => ticks;

        public void Move(int slot)
        {
            long now = Stopwatch.GetTimestamp();
            if (Slot >= 0)
                ticks[Slot] += now - _since;
            (_since, Slot) = (now, slot);
        }
    }
}
