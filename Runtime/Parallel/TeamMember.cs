namespace GraphGen.CompilerServices;

/// <summary>One thread of the team.</summary>
internal sealed class TeamMember
{
    private readonly SpinGate _calls = new();
    private readonly ManualResetEventSlim _started = new();
    private PaddedInt _taken;
    private Crew? _crew;
    private int _worker;
    private int _startersProcessor;
    private volatile bool _crowded;

    public TeamMember(int number)
    {
        Thread thread = new(Main) { IsBackground = true, Name = $"GraphGen worker {number}" };
        thread.Start();
    }

    public void AwaitStart()
    {
        _started.Wait();
        _started.Dispose();
    }

    public bool TryTake() => Volatile.Read(ref _taken.Value) == 0 && Interlocked.CompareExchange(ref _taken.Value, 1, 0) == 0;

    public void Release() => Volatile.Write(ref _taken.Value, 0);

    /// <summary>Sends the member to work; it must have been taken.</summary>
    /// <param name="crew">Whom it works for.</param>
    /// <param name="worker">Its number there.</param>
    /// <param name="crowded">Whether there are more workers than processors.</param>
    /// <param name="processor">Where the starter runs, or -1.</param>
    public void Start(Crew crew, int worker, bool crowded, int processor)
    {
        _crew = crew;
        _worker = worker;
        _crowded = crowded;
        _startersProcessor = processor;
        _calls.Advance();
    }

    private void Main()
    {
        // The first park allocates what the runtime needs for it.
        object once = new();
        lock (once)
            Monitor.Wait(once, 1);
        Processors.Prepare();
        _started.Set();
        for (int seen = 0; ; seen++)
        {
            _calls.WaitPast(seen, _crowded, idle: true);
            Crew crew = _crew!;
            // An idle thread must not keep the last session's memory alive.
            _crew = null;
            int processor = _startersProcessor;
            if (!_crowded && processor >= 0 && Processors.Current == processor)
                Processors.Leave(processor);
            crew.Work(_worker);
            crew = null!;
        }
    }
}
