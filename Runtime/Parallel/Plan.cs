namespace GraphGen.CompilerServices;

/// <summary>Into how many parts each stage is cut, and the barriers that stand. It fits any number of samples.</summary>
/// <param name="Workers">The number of workers that have anything to do.</param>
/// <param name="Grids">Into how many parts the rows and the columns of each stage are cut.</param>
/// <param name="Barriers">Which barriers stand.</param>
internal sealed record Plan(int Workers, Grid[] Grids, bool[] Barriers);

/// <summary>Into how many parts a stage is cut along its rows and its columns.</summary>
internal readonly record struct Grid(int Rows, int Columns)
{
    public int Parts => Rows * Columns;

    /// <summary>One worker's share of a stage; empty beyond the grid.</summary>
    public Part PartOf(Stage stage, int count, int worker)
    {
        if (worker >= Parts)
            return default;
        int row = worker / Columns;
        int column = worker - row * Columns;
        int rows = stage.RowsOf(count);
        return new Part(Cut(rows, row, Rows), Cut(rows, row + 1, Rows), Cut(stage.ColumnUnits, column, Columns), Cut(stage.ColumnUnits, column + 1, Columns));
    }

    private static int Cut(int units, int part, int parts) => (int)((long)units * part / parts);
}
