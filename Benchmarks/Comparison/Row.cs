namespace Benchmarks.Comparison;

/// <summary>One comparison: a case, us, a peer.</summary>
/// <param name="Case">What was done.</param>
/// <param name="Ours">Our contender.</param>
/// <param name="OurValues">What it came to, in <paramref name="Unit"/>; null if it was not measured.</param>
/// <param name="Peer">The other contender, or why there is none.</param>
/// <param name="PeerValues">What it came to; null if it was not measured.</param>
/// <param name="Unit"><c>ns</c> for times, <c>%</c> for accuracies.</param>
/// <param name="Score">The ratio peer / ours of the turns, or the points that we are ahead.</param>
/// <param name="Goal">The least score that we want, if there is a goal.</param>
internal sealed record Row(
    string Case, string Ours, Spread? OurValues, string Peer, Spread? PeerValues, string Unit, Spread? Score, double? Goal)
{
    /// <summary>Whether the goal is reached; null without a goal or a measurement.</summary>
    public bool? IsMet => Goal is { } goal && Score is { } score ? score.Median >= goal : null;
}

/// <summary>A table of rows as it was measured.</summary>
/// <param name="Name">What <c>--only</c> calls it.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Rows">The comparisons.</param>
/// <param name="Notes">What its reader should know.</param>
internal sealed record Measured(string Name, string Title, IReadOnlyList<Row> Rows, IReadOnlyList<string> Notes);
