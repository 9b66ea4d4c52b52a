namespace Benchmarks.Comparison;

/// <summary>A part of the comparison that can be run alone.</summary>
internal interface ITable
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>Measures everything in it.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="progress">Is told what comes next.</param>
    Measured Run(Options options, Action<string> progress);
}
