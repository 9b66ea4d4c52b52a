namespace Benchmarks.Comparison;

/// <summary>How contenders take turns.</summary>
/// <param name="Count">How many turns each has.</param>
/// <param name="Milliseconds">How long a turn lasts, about.</param>
/// <param name="PauseMilliseconds">
/// The rest before each turn. The idle threads of an OpenMP team spin for some milliseconds before they sleep, and would
/// take a processor from whoever is timed next. Telling OpenMP to sleep at once would slow the peer; so everybody waits
/// until all have gone to sleep, and warms up at the start of the turn.
/// </param>
internal sealed record Turns(int Count, double Milliseconds, int PauseMilliseconds);
