using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// A parameter whose rows are looked up one at a time (an embedding), or its gradient: <see cref="Rows"/> rows of
/// <see cref="Columns"/> elements in row-major order, each padded with zeros to <see cref="Stride"/> elements.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ParameterTable
{
    internal ParameterTable(float* data, int rows, int columns)
    {
        Data = data;
        Rows = rows;
        Columns = columns;
    }

    internal float* Data { get; }

    /// <summary>The number of rows: the vocabulary.</summary>
    public int Rows { get; }

    /// <summary>The elements of a row, without padding.</summary>
    public int Columns { get; }

    /// <summary>The distance of two rows, in elements: <see cref="Columns"/> rounded up to a multiple of 16.</summary>
    public int Stride => Tensor<float>.PaddedColumns(Columns);
}
