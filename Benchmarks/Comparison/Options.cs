namespace Benchmarks.Comparison;

/// <summary>What the user asked for.</summary>
/// <param name="Only">Tables to run, or none for all.</param>
/// <param name="Cases">Parts of the names of cases to run, or none for all.</param>
/// <param name="IsQuick">Whether to look only roughly.</param>
/// <param name="Json">A file to write, or null.</param>
/// <param name="Data">The directory of the MNIST files, or null.</param>
/// <param name="Python">The Python of PyTorch, or null to leave it out.</param>
internal sealed record Options(IReadOnlyList<string> Only, IReadOnlyList<string> Cases, bool IsQuick, string? Json, string? Data, string? Python)
{
    /// <summary>The turns of a case.</summary>
    public Turns Turns { get; } = new(Count: IsQuick ? 7 : 31, Milliseconds: IsQuick ? 10 : 25, PauseMilliseconds: 20);

    /// <summary>Runs of a training for its accuracy, each from a seed of its own.</summary>
    public int Seeds => IsQuick ? 1 : 3;

    /// <summary>Whether to run a case.</summary>
    public bool Takes(string name) => Cases.Count == 0 || Cases.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
