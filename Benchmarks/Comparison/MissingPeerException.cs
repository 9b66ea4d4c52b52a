namespace Benchmarks.Comparison;

/// <summary>A peer is not there. Its rows say so and how to get it; the others run.</summary>
/// <param name="sentence">What is missing, and the command that installs it.</param>
internal sealed class MissingPeerException(string sentence) : Exception(sentence);
