namespace Benchmarks.Comparison;

/// <summary>What is worth knowing of a set of measurements.</summary>
internal sealed record Spread(double Least, double LowerQuartile, double Median, double UpperQuartile, double Most)
{
    /// <summary>Quantiles by linear interpolation between the two nearest values.</summary>
    public static Spread Of(params IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new ArgumentException("There is nothing to summarise.", nameof(values))
            : new Spread(sorted[0], Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75), sorted[^1]);
    }

    /// <summary>The spread of the ratios of measurements taken in the same turn: what drifts, drifts for both.</summary>
    public static Spread OfRatios(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators) =>
        Of(numerators.Zip(denominators, (numerator, denominator) => numerator / denominator));

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
