using System.Runtime.InteropServices;

namespace GraphGen.CompilerServices;

/// <summary>The ways to cut a stage that are worth weighing.</summary>
internal static class GridChoices
{
    /// <summary>
    /// Rows alone, columns alone, and both, as far as the workers go: parts in powers of two, three halves of them, and as
    /// many as there are workers. One part first.
    /// </summary>
    /// <remarks>
    /// No grid has more parts than it needs for its largest one: where 20 workers have 32 rows, 16 parts of two rows take no
    /// longer than 20 parts of one or two.
    /// </remarks>
    public static Grid[] Of(int rowUnits, int columnUnits, int workers)
    {
        List<Grid> grids = [];
        for (int step = 1; step <= workers; step = Next(step, workers))
        {
            int rows = Needed(rowUnits, step), columns = Needed(columnUnits, step);
            Add(grids, new Grid(rows, 1));
            Add(grids, new Grid(1, columns));
            Add(grids, new Grid(rows, Needed(columnUnits, workers / rows)));
            Add(grids, new Grid(Needed(rowUnits, workers / columns), columns));
        }

        return [.. grids];
    }

    /// <summary>The fewest parts whose largest one is no larger than with so many.</summary>
    private static int Needed(int units, int parts)
    {
        units = Math.Max(units, 1);
        int largest = (units + parts - 1) / parts;
        return (units + largest - 1) / largest;
    }

    /// <summary>1, 2, 3, 4, 6, 8, 12, 16 and so on, and the number of workers.</summary>
    private static int Next(int step, int workers)
    {
        if (step == workers)
            return int.MaxValue;
        int next = (step & (step - 1)) == 0 ? Math.Max(step + step / 2, step + 1) : step / 3 * 4;
        return Math.Min(next, workers);
    }

    private static void Add(List<Grid> grids, Grid grid)
    {
        if (!CollectionsMarshal.AsSpan(grids).Contains(grid))
            grids.Add(grid);
    }
}
