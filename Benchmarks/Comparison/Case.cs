namespace Benchmarks.Comparison;

/// <summary>Some work that GraphGen does and others do too, all in the same turns. Every rival makes a row.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Threads">How many threads the work may take; that of one thread stays on one processor.</param>
/// <param name="Ours">Makes our contender.</param>
/// <param name="Rivals">Whom to compare with.</param>
internal sealed record Case(string Name, int Threads, Func<IContender> Ours, params IReadOnlyList<Rival> Rivals)
{
    /// <summary>Floating-point operations of the work: the table says how many of them we do in a second.</summary>
    public double? Flops { get; init; }
}

/// <summary>Somebody to compare with.</summary>
/// <param name="Create">Makes the contender; throws <see cref="MissingPeerException"/> if it is not installed.</param>
/// <param name="Goal">The least ratio of their time to ours that we want to reach, if there is one.</param>
internal sealed record Rival(Func<IContender> Create, double? Goal = null);
