using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>The mean over all elements of (prediction - target)².</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class MeanSquaredError
{
    /// <summary>loss = Σ (p - t)² of each row, gradient = weight·2(p - t)/(samples·rows·columns). Shared out by samples.</summary>
    public static void Loss(
        ref Worker w, int stage, in Tensor<float> prediction, in Tensor<float> target, in Tensor<float> loss, in Tensor<float> gradient, float weight)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        float scale = 2f * weight / ((float)w.Count * prediction.Rows * prediction.Columns);
        if (Vector512.IsHardwareAccelerated)
            Rows<Simd512>(part, prediction, target, loss, gradient, scale);
        else if (Vector256.IsHardwareAccelerated)
            Rows<Simd256>(part, prediction, target, loss, gradient, scale);
        else
            Rows<Simd128>(part, prediction, target, loss, gradient, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows<V>(Part part, Tensor<float> prediction, Tensor<float> target, Tensor<float> loss, Tensor<float> gradient, float scale)
        where V : struct, ISimd<V>
    {
        int columns = prediction.Columns;
        int padded = Tensor<float>.PaddedColumns(columns);
        V factor = V.Create(scale);
        for (int row = part.RowStart * prediction.Rows; row < part.RowEnd * prediction.Rows; row++)
        {
            float* p = prediction.Data + (nint)row * prediction.Stride;
            float* t = target.Data + (nint)row * target.Stride;
            float* to = gradient.Data + (nint)row * gradient.Stride;
            for (int column = 0; column < padded; column += V.Count)
                (V.Load(p + column) - V.Load(t + column)).Store(to + column);
            new Span<float>(to + columns, padded - columns).Clear();
            loss.Data[row] = Fold.SumOfSquares<V>(to, padded);
            for (int column = 0; column < padded; column += V.Count)
                (V.Load(to + column) * factor).Store(to + column);
        }
    }
}
