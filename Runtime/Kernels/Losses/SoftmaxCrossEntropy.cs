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
        float labelSmoothing, float weight)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        float scale = weight / ((float)w.Count * logits.Rows);
        if (Vector512.IsHardwareAccelerated)
            ProbabilityRows<Simd512>(part, logits, target, loss, gradient, labelSmoothing, scale);
        else if (Vector256.IsHardwareAccelerated)
            ProbabilityRows<Simd256>(part, logits, target, loss, gradient, labelSmoothing, scale);
        else
            ProbabilityRows<Simd128>(part, logits, target, loss, gradient, labelSmoothing, scale);
    }

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
            float value = max + Log(sum) - (1f - smoothing) * x[index];
            if (smoothing > 0f)
                value -= uniform * SumOf<V>(x, columns);
            loss.Data[row] = value;
            V factor = V.Create(scale / sum);
            V shift = V.Create(scale * uniform);
            for (int column = 0; column < padded; column += V.Count)
                (V.Load(to + column) * factor - shift).Store(to + column);
            to[index] -= scale * (1f - smoothing);
            new Span<float>(to + columns, padded - columns).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ProbabilityRows<V>(
        Part part, Tensor<float> logits, Tensor<float> target, Tensor<float> loss, Tensor<float> gradient, float smoothing, float scale)
        where V : struct, ISimd<V>
    {
        int columns = logits.Columns;
        float uniform = smoothing / columns;
        for (int row = part.RowStart * logits.Rows; row < part.RowEnd * logits.Rows; row++)
        {
            float* x = logits.Data + (nint)row * logits.Stride;
            float* t = target.Data + (nint)row * target.Stride;
            float* to = gradient.Data + (nint)row * gradient.Stride;
            var (max, sum) = Softmax.Exponentials<V>(x, to, columns);
            float logSum = max + Log(sum);
            float value = 0f, mass = 0f;
            for (int column = 0; column < columns; column++)
            {
                float smoothed = (1f - smoothing) * t[column] + uniform;
                value += smoothed * (logSum - x[column]);
                mass += smoothed;
            }

            loss.Data[row] = value;
            float factor = scale * mass / sum;
            for (int column = 0; column < columns; column++)
                to[column] = to[column] * factor - scale * ((1f - smoothing) * t[column] + uniform);
        }
    }

    /// <summary>Σ x over a row whose padding may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumOf<V>(float* x, int columns) where V : struct, ISimd<V>
    {
        int whole = columns & ~15;
        float sum = whole == 0 ? 0f : Fold.Sum<V>(x, whole);
        for (int column = whole; column < columns; column++)
            sum += x[column];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Log(float x)
    {
        float* lanes = stackalloc float[Simd128.Count];
        SimdMath.Log(Simd128.Create(x)).Store(lanes);
        return lanes[0];
    }
}
