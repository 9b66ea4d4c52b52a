using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Losses that are a mean over all elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ElementLoss
{
    /// <summary>
    /// loss = Σ ℓ(p, t) of each row, gradient = weight·dℓ/dp/(samples·rows·columns), its padding zero. Shared out by samples.
    /// The gradient may not lie where the prediction or the target does: it holds the values of ℓ for a while.
    /// </summary>
    public static void Loss<TLoss>(
        ref Worker w, int stage, in Tensor<float> prediction, in Tensor<float> target, in Tensor<float> loss, in Tensor<float> gradient,
        TLoss op, float weight)
        where TLoss : struct, IElementLoss
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        float scale = weight / ((float)w.Count * prediction.Rows * prediction.Columns);
        if (Vector512.IsHardwareAccelerated)
            Rows<TLoss, Simd512>(part, prediction, target, loss, gradient, op, scale);
        else if (Vector256.IsHardwareAccelerated)
            Rows<TLoss, Simd256>(part, prediction, target, loss, gradient, op, scale);
        else
            Rows<TLoss, Simd128>(part, prediction, target, loss, gradient, op, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows<TLoss, V>(
        Part part, Tensor<float> prediction, Tensor<float> target, Tensor<float> loss, Tensor<float> gradient, TLoss op, float scale)
        where TLoss : struct, IElementLoss
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
            // Whatever the op makes of what lies in the padding, even a NaN, is cleared before anyone reads it.
            for (int column = 0; column < padded; column += V.Count)
                V.Keep(Fold.LanesWithin(columns - column), op.Loss(V.Load(p + column), V.Load(t + column))).Store(to + column);
            loss.Data[row] = Fold.Sum<V>(to, padded);
            for (int column = 0; column < padded; column += V.Count)
                V.Keep(Fold.LanesWithin(columns - column), op.Derivative(V.Load(p + column), V.Load(t + column)) * factor).Store(to + column);
        }
    }
}
