using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// A value of the network for every sample of a batch, as kernels see it: <c>samples × Rows</c> rows of
/// <see cref="Columns"/> elements, row after row at a distance of <see cref="Stride"/> elements.
/// </summary>
/// <remarks>
/// <para>Inputs and targets lie as the caller gives them (<c>Stride == Columns</c>). All other values pad the last axis to
/// a multiple of 16 (<see cref="PaddedColumns"/>), so that kernels may write whole vectors. Padding of activations holds
/// anything finite and is never read into a real element; padding of gradients is zero.</para>
/// <para>Reading up to 15 elements past the last row is always allowed: every buffer has that slack.</para>
/// </remarks>
/// <typeparam name="T">The element type: <see cref="float"/>, <see cref="int"/> for class indices, <see cref="ulong"/> for masks.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Tensor<T> where T : unmanaged
{
    internal Tensor(T* data, int rows, int columns, int stride)
    {
        Data = data;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    internal T* Data { get; }

    /// <summary>Rows of one sample: the product of all axes but the last.</summary>
    public int Rows { get; }

    /// <summary>The extent of the last axis.</summary>
    public int Columns { get; }

    /// <summary>The distance of two rows, in elements.</summary>
    public int Stride { get; }

    /// <summary>The same with its first sample that many samples further on.</summary>
    internal Tensor<T> From(int samples) => new(Data + (nint)samples * Rows * Stride, Rows, Columns, Stride);

    /// <summary><paramref name="columns"/> rounded up to the padding of internal values, a multiple of 16.</summary>
    internal static int PaddedColumns(int columns) => (columns + 15) & ~15;
}
