using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Cross-entropy of a softmax over the last axis: loss and gradient at once, without forming logarithms of small numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SoftmaxCrossEntropy
{
    /// <summary>
    /// For class indices t: loss = log Σ exp x - (1 - ε)·xₜ - ε·mean x, gradient = weight·(softmax x - target)/(samples·rows)
    /// with target = (1 - ε)·onehot + ε/K. Shared out by samples.
    /// </summary>
    public static void Loss(
        ref Worker w, int stage, in Tensor<float> logits, in Tensor<int> target, in Tensor<float> loss, in Tensor<float> gradient,
        float labelSmoothing, float weight)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        float scale = weight / ((float)w.Count * logits.Rows);
        if (Vector512.IsHardwareAccelerated)
            IndexRows<Simd512>(part, logits, target, loss, gradient, labelSmoothing, scale);
        else if (Vector256.IsHardwareAccelerated)
            IndexRows<Simd256>(part, logits, target, loss, gradient, labelSmoothing, scale);
        else
            IndexRows<Simd128>(part, logits, target, loss, gradient, labelSmoothing, scale);
    }

    /// <summary>
    /// For probabilities t: loss = -Σ t′ᵢ·log softmax(x)ᵢ with t′ = (1 - ε)·t + ε/K, gradient = weight·(softmax x·Σt′ - t′)/(samples·rows).
    /// Shared out by samples.
    /// </summary>
    public static void Loss(
        ref Worker w, int stage, in Tensor<float> logits, in Tensor<float> target, in Tensor<float> loss, in Tensor<float> gradient,
        float labelSmoothing, float weight) =>
        DistributionLoss.Run<Term>(ref w, stage, logits, target, loss, gradient, labelSmoothing, weight);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void IndexRows<V>(
        Part part, Tensor<float> logits, Tensor<int> target, Tensor<float> loss, Tensor<float> gradient, float smoothing, float scale)
        where V : struct, ISimd<V>
    {
        int columns = logits.Columns;
        int padded = Tensor<float>.PaddedColumns(columns);
        float uniform = smoothing / columns;
        for (int row = part.RowStart * logits.Rows; row < part.RowEnd * logits.Rows; row++)
        {
            float* x = logits.Data + (nint)row * logits.Stride;
            float* to = gradient.Data + (nint)row * gradient.Stride;
            var (max, sum) = Softmax.Exponentials<V>(x, to, columns);
            int index = target.Data[row];
            // The maximum comes off first: logits far from zero keep their digits.
            float value = DistributionLoss.LogOf(sum) + (1f - smoothing) * (max - x[index]);
            if (smoothing > 0f)
                value += uniform * DistributionLoss.SumBelow<V>(x, columns, max);
            loss.Data[row] = value;
            V factor = V.Create(scale / sum);
            V shift = V.Create(scale * uniform);
            for (int column = 0; column < padded; column += V.Count)
                V.Keep(Fold.LanesWithin(columns - column), V.Load(to + column) * factor - shift).Store(to + column);
            to[index] -= scale * (1f - smoothing);
        }
    }

    internal readonly struct Term : ITargetTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V target, V surprise) where V : struct, ISimd<V> => target * surprise;
    }
}
