namespace GraphGen.CompilerServices;

/// <summary>The members that a session has borrowed for a call: one fork, one join.</summary>
/// <param name="most">The most members, the caller not counted.</param>
internal sealed class Crew(int most)
{
    private readonly TeamMember?[] _members = new TeamMember?[most];
    private readonly SpinGate _done = new();
    private PaddedInt _pending;
    private Region? _region;
    private int _size;

    /// <summary>Where the caller ran when it forked.</summary>
    public int CallerProcessor { get; private set; }

    /// <summary>Borrows from the team.</summary>
    /// <returns>The number of members that were idle, at most <paramref name="wanted"/>.</returns>
    public int Borrow(int wanted) => _size = WorkerTeam.Shared.Borrow(_members.AsSpan(0, wanted));

    /// <summary>Returns all members but the first <paramref name="kept"/>.</summary>
    public void Return(int kept)
    {
        for (int i = kept; i < _size; i++)
        {
            _members[i]!.Release();
            _members[i] = null;
        }

        _size = Math.Min(_size, kept);
    }

    /// <summary>Runs the region on the caller and the members; there must be as many as it has workers besides.</summary>
    public void Run(Region region)
    {
        int others = region.Workers - 1;
        bool crowded = WorkerTeam.IsCrowded(region.Workers);
        int done = _done.Value;
        _region = region;
        CallerProcessor = crowded ? -1 : Processors.Current;
        Volatile.Write(ref _pending.Value, others);
        for (int i = 0; i < others; i++)
            _members[i]!.Start(this, i + 1, crowded);
        region.RunGuarded(0);
        while (Volatile.Read(ref _pending.Value) > 0)
        {
            _done.WaitPast(done, crowded);
            done = _done.Value;
        }

        _region = null;
    }

    /// <summary>A member's share.</summary>
    public void Work(int worker)
    {
        _region!.RunGuarded(worker);
        if (Interlocked.Decrement(ref _pending.Value) == 0)
            _done.Advance();
    }
}
