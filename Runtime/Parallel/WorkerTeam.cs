namespace GraphGen.CompilerServices;

/// <summary>
/// The process's persistent worker threads, borrowed by one region at a time. A second region that comes meanwhile runs on
/// its caller alone: fewer workers, the same bits. Threads spin briefly for the next region, then park.
/// </summary>
internal sealed class WorkerTeam
{
    private readonly List<Member> _members = [];
    private readonly SpinGate _done = new();
    private Region? _region;
    private int _pending;
    private int _borrowed;

    /// <summary>The one team.</summary>
    public static WorkerTeam Shared { get; } = new();

    /// <summary>Takes the team for one region, if it is free.</summary>
    public bool TryBorrow() => Interlocked.CompareExchange(ref _borrowed, 1, 0) == 0;

    public void Return() => Volatile.Write(ref _borrowed, 0);

    /// <summary>
    /// Starts the threads that a session of that many workers needs, so that no step has to. They have parked once when
    /// this returns, which is when a thread allocates.
    /// </summary>
    public void Grow(int workers)
    {
        lock (_members)
        {
            while (_members.Count < workers - 1)
                _members.Add(new Member(this, _members.Count + 1));
        }
    }

    /// <summary>Runs the region on the caller and as many members as it has workers besides. The team must be borrowed.</summary>
    public void Run(Region region)
    {
        _region = region;
        int others = region.Workers - 1;
        bool crowded = region.Workers > Environment.ProcessorCount;
        int done = _done.Value;
        Volatile.Write(ref _pending, others);
        for (int i = 0; i < others; i++)
            _members[i].Wake(crowded);
        region.RunGuarded(0);
        while (Volatile.Read(ref _pending) > 0)
        {
            _done.WaitPast(done, crowded);
            done = _done.Value;
        }

        _region = null;
        region.ThrowFailure();
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
            _done.Advance();
    }

    private sealed class Member
    {
        private readonly WorkerTeam _team;
        private readonly int _index;
        private readonly SpinGate _calls = new();
        private volatile bool _crowded;

        public Member(WorkerTeam team, int index)
        {
            _team = team;
            _index = index;
            using ManualResetEventSlim ready = new();
            Thread thread = new(() =>
            {
                // The first park allocates what the runtime needs for it.
                object once = new();
                lock (once)
                    Monitor.Wait(once, 1);
                ready.Set();
                Loop();
            })
            {
                IsBackground = true,
                Name = $"GraphGen worker {index}",
            };
            thread.Start();
            ready.Wait();
        }

        public void Wake(bool crowded)
        {
            _crowded = crowded;
            _calls.Advance();
        }

        private void Loop()
        {
            for (int seen = 0; ; seen++)
            {
                _calls.WaitPast(seen, _crowded);
                _team._region!.RunGuarded(_index);
                _team.Finish();
            }
        }
    }
}
