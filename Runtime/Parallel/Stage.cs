using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>What the rows of a stage are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RowSplit
{
    /// <summary>Rows cannot be shared out.</summary>
    None,

    /// <summary>Rows are the samples of the call; one unit is one sample.</summary>
    Samples,

    /// <summary>Rows are a fixed number of <see cref="Stage.RowUnits"/>, independent of the sample count: those of a weight or a table.</summary>
    Blocks,
}

/// <summary>
/// What the planner must know of a stage to share it among workers: along which axes it may be cut, and what it costs.
/// </summary>
/// <param name="Name">The name for people: layer and direction, such as <c>dense1 forward</c>.</param>
/// <param name="Rows">What its rows are.</param>
/// <param name="RowUnits">The number of rows for <see cref="RowSplit.Blocks"/>, else 0.</param>
/// <param name="ColumnUnits">The number of column panels it may be cut into; 1 if columns cannot be shared out.</param>
/// <param name="FlopsPerSample">Floating-point operations for one sample (an elementwise operation counts 1).</param>
/// <param name="SharedBytes">
/// The bytes of the weight, whatever the sample count: every worker that takes samples reads its columns of it; with
/// <see cref="RowSplit.Blocks"/> it is what the rows and columns are of, written and updated by its owners.
/// </param>
/// <param name="BytesPerSample">Bytes read by every worker that takes columns, for one sample: the activations.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Stage(
    string Name,
    RowSplit Rows,
    int RowUnits,
    int ColumnUnits,
    long FlopsPerSample,
    long SharedBytes,
    long BytesPerSample)
{
    /// <summary>The number of row units for that many samples.</summary>
    internal int RowsOf(int count) => Rows switch
    {
        RowSplit.Samples => count,
        RowSplit.Blocks => RowUnits,
        _ => 1,
    };

    /// <summary>
    /// The number of vectors of each sample that a matrix product takes: each is multiplied by every element of the weight
    /// once. 0 if the stage is no product with a weight.
    /// </summary>
    internal long VectorsPerSample { get; } = SharedBytes > 0 ? FlopsPerSample / 2 * sizeof(float) / SharedBytes : 0;
}

/// <summary>
/// Stage <paramref name="Later"/> touches memory that stage <paramref name="Earlier"/> touched, and at least one of them
/// writes. A barrier must stand between them unless every worker meets only its own part again: both stages are cut into
/// the same parts, and each axis that is cut is one along which both accesses keep to the worker's own part.
/// </summary>
/// <param name="Earlier">Index of the earlier stage.</param>
/// <param name="Later">Index of the later stage.</param>
/// <param name="RowsAgree">Both stages' rows are the same thing, and both accesses keep to the worker's own rows.</param>
/// <param name="ColumnsAgree">Both stages' columns are the same thing, and both accesses keep to the worker's own columns.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Dependency(int Earlier, int Later, bool RowsAgree, bool ColumnsAgree);
