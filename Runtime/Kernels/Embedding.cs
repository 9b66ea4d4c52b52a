using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>The kernels of an embedding: rows of a table, by index. Sessions check that every index is a row of the table.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Embedding
{
    /// <summary>Row r of y = table row indices[r], the indices of a sample in row-major order. Shared out by samples.</summary>
    public static void Forward(ref Worker w, int stage, in Tensor<int> indices, in ParameterTable table, in Tensor<float> y)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            ForwardPart(part, indices, table, y);
    }

    /// <summary>
    /// dTable: row v is the sum of the rows of dY whose index is v, in ascending order; zero if there are none. Rows are
    /// shared out by table rows, columns are not used: a worker runs over all indices and adds what belongs to its rows. So
    /// what it owns is one piece of memory, for it to zero and for the optimizer to update.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="indices">The indices of the forward pass.</param>
    /// <param name="dy">The output's gradient, its padding zero.</param>
    /// <param name="gradient">Receives dTable.</param>
    /// <param name="accumulate">
    /// Whether the stored sums are continued though the step does not accumulate: for the second use of a table in one pass.
    /// </param>
    public static void BackwardParameters(
        ref Worker w, int stage, in Tensor<int> indices, in Tensor<float> dy, in ParameterTable gradient, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        int start = part.RowStart, end = part.RowEnd;
        accumulate |= w.Accumulate;
        if (Vector512.IsHardwareAccelerated)
            Scatter<Simd512>(start, end, w.Count, indices, dy, gradient, accumulate);
        else if (Vector256.IsHardwareAccelerated)
            Scatter<Simd256>(start, end, w.Count, indices, dy, gradient, accumulate);
        else
            Scatter<Simd128>(start, end, w.Count, indices, dy, gradient, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardPart(Part part, Tensor<int> indices, ParameterTable table, Tensor<float> y)
    {
        int stride = table.Stride;
        float* to = y.Data + (nint)part.RowStart * y.Rows * y.Stride;
        for (int row = part.RowStart * indices.Rows; row < part.RowEnd * indices.Rows; row++)
        {
            int* index = indices.Data + (nint)row * indices.Stride;
            for (int column = 0; column < indices.Columns; column++, to += y.Stride)
                new Span<float>(table.Data + (nint)index[column] * stride, stride).CopyTo(new Span<float>(to, stride));
        }
    }

    /// <summary>Zeroes table rows <paramref name="start"/> … <paramref name="end"/> - 1 unless it accumulates, and adds to them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scatter<V>(
        int start, int end, int count, Tensor<int> indices, Tensor<float> dy, ParameterTable gradient, bool accumulate)
        where V : struct, ISimd<V>
    {
        int stride = gradient.Stride;
        if (!accumulate)
            new Span<float>(gradient.Data + (nint)start * stride, (end - start) * stride).Clear();
        float* from = dy.Data;
        for (int row = 0; row < count * indices.Rows; row++)
        {
            int* index = indices.Data + (nint)row * indices.Stride;
            for (int column = 0; column < indices.Columns; column++, from += dy.Stride)
            {
                if (index[column] < start || index[column] >= end)
                    continue;
                float* to = gradient.Data + (nint)index[column] * stride;
                for (int i = 0; i < stride; i += V.Count)
                    (V.Load(to + i) + V.Load(from + i)).Store(to + i);
            }
        }
    }
}
