namespace GraphGen.CompilerServices;

/// <summary>The members that a session has borrowed for a call: one fork, one join.</summary>
internal sealed class Crew
{
    private readonly TeamMember?[] _members;
    private readonly SpinGate _done = new();
    private readonly Arrivals _finished = new();
    private Region? _region;
    private bool _crowded;
    private int _size;

    /// <summary>Room for a crew.</summary>
    /// <param name="most">The most members, the caller not counted.</param>
    public Crew(int most)
    {
        _members = new TeamMember?[most];
        _finished.Reset(most);
    }

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
        int done = _done.Value;
        _region = region;
        _crowded = WorkerTeam.IsCrowded(region.Workers);
        _finished.Reset(region.Workers - 1);
        StartNext(0);
        region.RunGuarded(0);
        if (region.Workers > 1)
            _done.WaitPast(done, _crowded);
        _region = null;
    }

    /// <summary>A member's share.</summary>
    public void Work(int worker)
    {
        StartNext(worker);
        _region!.RunGuarded(worker);
        if (_finished.Arrive(worker - 1))
            _done.Advance();
    }

    /// <summary>Every worker starts eight others, so that many are under way soon: the caller 1 to 8, the first 9 to 16, and so on.</summary>
    private void StartNext(int worker)
    {
        int first = worker * Arrivals.GroupSize + 1;
        int end = Math.Min(first + Arrivals.GroupSize, _region!.Workers);
        if (first >= end)
            return;
        int processor = _crowded ? -1 : Processors.Current;
        for (int next = first; next < end; next++)
            _members[next - 1]!.Start(this, next, _crowded, processor);
    }
}
