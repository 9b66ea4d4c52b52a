namespace GraphGen.CompilerServices;

/// <summary>
/// One worker's share of a stage: half-open ranges in the units of the stage's two splits. An axis that the stage does
/// not split, or that its plan leaves whole, spans from 0 to its full extent in units.
/// </summary>
internal readonly record struct Part(int RowStart, int RowEnd, int ColumnStart, int ColumnEnd)
{
    /// <summary>Whether this worker has nothing to do in the stage.</summary>
    public bool IsEmpty => RowStart >= RowEnd || ColumnStart >= ColumnEnd;

    /// <summary>What lies within some rows.</summary>
    public Part Within(int start, int end) => new(Math.Max(RowStart, start), Math.Min(RowEnd, end), ColumnStart, ColumnEnd);
}
