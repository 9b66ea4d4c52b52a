namespace Benchmarks.Comparison;

/// <summary>Somebody who can do a case's work over and over and say how long it took: GraphGen or a peer.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Who it is, its version and its settings, as the table prints it: <c>PyTorch 1.13.1, 2 threads</c>.</summary>
    string Name { get; }

    /// <summary>What is too long for the table: sentences that are printed below it, each once.</summary>
    IReadOnlyList<string> Settings => [];

    /// <summary>Does the work that many times without a pause.</summary>
    /// <returns>Nanoseconds for one time.</returns>
    double Time(int repeats);
}
