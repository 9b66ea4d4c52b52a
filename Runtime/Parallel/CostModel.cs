namespace GraphGen.CompilerServices;

/// <summary>What the planner reckons with, in nanoseconds. Only the ratios matter, and none of them changes a result.</summary>
/// <param name="Barrier">The time of one barrier.</param>
/// <param name="Fork">The time to start the other workers and to join them.</param>
internal sealed record CostModel(double Barrier, double Fork)
{
    // One worker's share of the peak and of the second-level cache, as networks of common sizes reach them.
    private const double FlopsPerNanosecond = 100;
    private const double BytesPerNanosecond = 30;

    /// <summary>Everything is worth sharing out: for tests of sharing.</summary>
    public static CostModel Free { get; } = new(0, 0);

    /// <summary>As measured; more workers than processors pay for each other's time slices.</summary>
    public static CostModel For(int workers, int processors) => workers <= processors
        ? new(200 + 50 * workers, 700 + 60 * workers)
        : new(1600 * workers, 3000 * workers);

    /// <summary>The time that the worker with the largest share takes.</summary>
    public static double Of(Stage stage, int count, Grid grid)
    {
        double rows = Largest(stage.RowsOf(count), grid.Rows);
        double columns = Largest(stage.ColumnUnits, grid.Columns);
        double flops = (double)stage.FlopsPerSample * count * rows * columns;
        // A block of a weight gradient needs its own columns of both operands, everything else whole rows.
        double activations = (double)stage.BytesPerSample * count * (stage.Rows == RowSplit.Blocks ? (rows + columns) / 2 : rows);
        return flops / FlopsPerNanosecond + (stage.SharedBytes * columns + activations) / BytesPerNanosecond;
    }

    private static double Largest(int units, int parts) => (double)((units + parts - 1) / parts) / units;
}
