namespace Benchmarks.Comparison;

/// <summary>A peer is not there. Its rows say so, a sentence below the table says how to get it, and the others run.</summary>
/// <param name="peer">Who is missing: <c>PyTorch</c>.</param>
/// <param name="sentence">What is missing, and the command that installs it.</param>
internal sealed class MissingPeerException(string peer, string sentence) : Exception(sentence)
{
    /// <summary>What the row says.</summary>
    public string Row { get; } = $"{peer} (missing, see below)";
}
