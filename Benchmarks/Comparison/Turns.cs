namespace Benchmarks.Comparison;

/// <summary>How contenders take turns.</summary>
/// <param name="Count">How many turns each has.</param>
/// <param name="Milliseconds">How long a turn lasts, about.</param>
/// <param name="PauseMilliseconds">
/// The rest before each turn. The idle threads of an OpenMP team spin before they sleep (8 ms where it was measured), and would
/// take a processor from whoever is timed next. Telling OpenMP to sleep at once would slow the peer; so everybody waits
/// until all have gone to sleep, and warms up at the start of the turn.
/// </param>
internal sealed record Turns(int Count, double Milliseconds, int PauseMilliseconds)
{
    /// <summary>What the reader of a table should know.</summary>
    public override string ToString() =>
        $"{Count} turns of about {Milliseconds} ms each, forth and back through the contenders, "
            + $"{PauseMilliseconds} ms of rest before each. Times are medians (quartiles); the ratio is the median of the peer's time "
            + "over GraphGen's in the same turn (quartiles): "
            + "above 1 GraphGen is the faster one.";
}
