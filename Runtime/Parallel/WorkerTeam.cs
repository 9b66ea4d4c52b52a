namespace GraphGen.CompilerServices;

/// <summary>
/// The process's persistent worker threads. Sessions borrow them one by one for a call; who finds too few of them idle
/// makes do with fewer, down to the caller alone: the same bits. Threads spin briefly for the next region, then park.
/// </summary>
internal sealed class WorkerTeam
{
    private readonly Lock _growing = new();
    private volatile TeamMember[] _members = [];

    /// <summary>The one team.</summary>
    public static WorkerTeam Shared { get; } = new();

    /// <summary>The number of threads, callers not counted.</summary>
    public int Size => _members.Length;

    /// <summary>Whether so many workers must take turns on the processors.</summary>
    public static bool IsCrowded(int workers) => workers > Environment.ProcessorCount;

    /// <summary>
    /// Starts the threads that a session of that many workers needs, so that no step has to. They have parked once when
    /// this returns, which is when a thread allocates.
    /// </summary>
    public void Grow(int workers)
    {
        lock (_growing)
        {
            TeamMember[] members = _members;
            if (members.Length >= workers - 1)
                return;
            TeamMember[] grown = new TeamMember[workers - 1];
            members.CopyTo(grown, 0);
            for (int i = members.Length; i < grown.Length; i++)
                grown[i] = new TeamMember(i + 1);
            for (int i = members.Length; i < grown.Length; i++)
                grown[i].AwaitStart();
            _members = grown;
        }
    }

    /// <summary>Takes idle members, at most as many as fit; who returns is taken first, for it is still spinning.</summary>
    /// <returns>The number of members taken.</returns>
    public int Borrow(Span<TeamMember?> crew)
    {
        int taken = 0;
        foreach (TeamMember member in _members)
        {
            if (taken == crew.Length)
                break;
            if (member.TryTake())
                crew[taken++] = member;
        }

        return taken;
    }
}
