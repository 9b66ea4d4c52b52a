namespace GraphGen.CompilerServices;

/// <summary>
/// Decides, once for a sample count and a number of workers, into which parts each stage is cut: pure functions of the
/// layout. Results never depend on the decision, since one worker computes an element, in an order of its own.
/// </summary>
internal static class StagePlanner
{
    // What a worker does in a nanosecond, roughly; only the ratios matter.
    private const double FlopsPerNanosecond = 100;
    private const double BytesPerNanosecond = 30;
    private const double BarrierNanoseconds = 400;

    /// <summary>The plan for <paramref name="count"/> samples on at most <paramref name="workers"/> workers.</summary>
    public static Plan Of(SessionLayout layout, int count, int workers)
    {
        Grid[] grids = new Grid[layout.Stages.Length];
        bool[] barriers = new bool[layout.Barriers.Length];
        int lastBarrier = 0;
        for (int stage = 0; stage < grids.Length; stage++)
        {
            Grid best = default;
            double least = double.PositiveInfinity;
            foreach (Grid grid in Candidates(layout.Stages[stage], count, workers))
            {
                double cost = CostOf(layout.Stages[stage], count, grid)
                    + (NeedsBarrier(layout, grids, stage, grid, lastBarrier) ? BarrierNanoseconds : 0);
                if (cost < least)
                    (best, least) = (grid, cost);
            }

            grids[stage] = best;
            if (!NeedsBarrier(layout, grids, stage, best, lastBarrier))
                continue;
            barriers[Array.BinarySearch(layout.Barriers, stage)] = true;
            lastBarrier = stage;
        }

        int used = grids.Select(grid => grid.Parts).DefaultIfEmpty(1).Max();
        Part[] parts = new Part[grids.Length * used];
        for (int stage = 0; stage < grids.Length; stage++)
        {
            for (int worker = 0; worker < used; worker++)
                parts[stage * used + worker] = PartOf(layout.Stages[stage], count, grids[stage], worker);
        }

        return new Plan(used, parts, grids, barriers);
    }

    /// <summary>One worker's share of a stage; empty beyond the grid.</summary>
    public static Part PartOf(Stage stage, int count, Grid grid, int worker)
    {
        if (worker >= grid.Parts)
            return default;
        int row = worker / grid.Columns;
        int column = worker % grid.Columns;
        int rows = RowsOf(stage, count);
        return new Part(Cut(rows, row, grid.Rows), Cut(rows, row + 1, grid.Rows), Cut(stage.ColumnUnits, column, grid.Columns), Cut(stage.ColumnUnits, column + 1, grid.Columns));
    }

    /// <summary>
    /// Whether a barrier must stand before the stage: it touches what a stage behind the last barrier touched, and some
    /// worker would meet another one's part.
    /// </summary>
    private static bool NeedsBarrier(SessionLayout layout, Grid[] grids, int stage, Grid grid, int lastBarrier)
    {
        foreach (Dependency dependency in layout.Dependencies)
        {
            if (dependency.Later == stage && dependency.Earlier >= lastBarrier && !IsLocal(dependency, grids[dependency.Earlier], grid))
                return true;
        }

        return false;
    }

    private static bool IsLocal(Dependency dependency, Grid earlier, Grid later) =>
        earlier == later
        && (earlier.Rows == 1 || dependency.RowsAgree)
        && (earlier.Columns == 1 || dependency.ColumnsAgree);

    private static IEnumerable<Grid> Candidates(Stage stage, int count, int workers)
    {
        int mostRows = Math.Min(workers, RowsOf(stage, count));
        for (int rows = 1; rows <= mostRows; rows++)
        {
            for (int columns = 1; columns <= Math.Min(workers / rows, stage.ColumnUnits); columns++)
                yield return new Grid(rows, columns);
        }
    }

    /// <summary>The time of the worker with the largest share.</summary>
    private static double CostOf(Stage stage, int count, Grid grid)
    {
        double rows = (double)((RowsOf(stage, count) + grid.Rows - 1) / grid.Rows) / RowsOf(stage, count);
        double columns = (double)((stage.ColumnUnits + grid.Columns - 1) / grid.Columns) / stage.ColumnUnits;
        double flops = (double)stage.FlopsPerSample * count * rows * columns;
        double bytes = stage.SharedBytes * columns + (double)stage.BytesPerSample * count * (stage.Rows == RowSplit.Samples ? rows : 1);
        return flops / FlopsPerNanosecond + bytes / BytesPerNanosecond;
    }

    private static int RowsOf(Stage stage, int count) => stage.Rows switch
    {
        RowSplit.Samples => count,
        RowSplit.Blocks => stage.RowUnits,
        _ => 1,
    };

    private static int Cut(int units, int part, int parts) => (int)((long)units * part / parts);
}
