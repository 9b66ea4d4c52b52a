namespace GraphGen.CompilerServices;

/// <summary>Who computes what for one sample count and team: a share of every stage for every worker, and the barriers that stand.</summary>
/// <param name="Workers">The number of workers that have anything to do.</param>
/// <param name="Parts">The shares: <c>Parts[stage * Workers + worker]</c>.</param>
/// <param name="Grids">Into how many parts the rows and the columns of each stage are cut.</param>
/// <param name="Barriers">Which barriers stand.</param>
internal sealed record Plan(int Workers, Part[] Parts, Grid[] Grids, bool[] Barriers);

/// <summary>Into how many parts a stage is cut along its rows and its columns.</summary>
internal readonly record struct Grid(int Rows, int Columns)
{
    public int Parts => Rows * Columns;
}
