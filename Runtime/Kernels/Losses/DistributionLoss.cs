using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Losses between target probabilities and a softmax over the last axis. They differ by a function of the target alone, so
/// that their gradient is one and the same: softmax(x)·Σt - t.
/// </summary>
internal static unsafe class DistributionLoss
{
    /// <summary>
    /// loss = Σ term(t′ᵢ, -log softmax(x)ᵢ) of each row with t′ = (1 - ε)·t + ε/K, gradient = weight·(softmax(x)·Σt′ - t′)/(samples·rows).
    /// Shared out by samples.
    /// </summary>
    public static void Run<TTerm>(
        ref Worker w, int stage, in Tensor<float> logits, in Tensor<float> target, in Tensor<float> loss, in Tensor<float> gradient,
        float labelSmoothing, float weight)
        where TTerm : struct, ITargetTerm
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        float scale = weight / ((float)w.Count * logits.Rows);
        if (Vector512.IsHardwareAccelerated)
            Rows<TTerm, Simd512>(part, logits, target, loss, gradient, labelSmoothing, scale);
        else if (Vector256.IsHardwareAccelerated)
            Rows<TTerm, Simd256>(part, logits, target, loss, gradient, labelSmoothing, scale);
        else
            Rows<TTerm, Simd128>(part, logits, target, loss, gradient, labelSmoothing, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows<TTerm, V>(
        Part part, Tensor<float> logits, Tensor<float> target, Tensor<float> loss, Tensor<float> gradient, float smoothing, float scale)
        where TTerm : struct, ITargetTerm
        where V : struct, ISimd<V>
    {
        int columns = logits.Columns;
        int padded = Tensor<float>.PaddedColumns(columns);
        V sharpness = V.Create(1f - smoothing);
        V uniform = V.Create(smoothing / columns);
        V slope = V.Create(scale);
        for (int row = part.RowStart * logits.Rows; row < part.RowEnd * logits.Rows; row++)
        {
            float* x = logits.Data + (nint)row * logits.Stride;
            float* t = target.Data + (nint)row * target.Stride;
            float* to = gradient.Data + (nint)row * gradient.Stride;
            var (max, sum) = Softmax.Exponentials<V>(x, to, columns);
            var (value, mass) = Totals<TTerm, V>(x, t, columns, max, LogOf(sum), sharpness, uniform);
            loss.Data[row] = value;
            V factor = V.Create(scale * mass / sum);
            for (int column = 0; column < padded; column += V.Count)
                V.Keep(Fold.LanesWithin(columns - column), V.Load(to + column) * factor - slope * V.Fma(sharpness, V.Load(t + column), uniform)).Store(to + column);
        }
    }

    /// <summary>Σ (max - x) over a row whose padding may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SumBelow<V>(float* x, int columns, float max) where V : struct, ISimd<V>
    {
        Fold.Block block;
        float* sums = (float*)&block;
        V highest = V.Create(max);
        for (int lane = 0; lane < Fold.Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < columns; column += Fold.Lanes)
                sum += V.Keep(Fold.LanesWithin(columns - column), highest - V.Load(x + column));
            sum.Store(sums + lane);
        }

        return Fold.Sum(sums);
    }

    /// <summary>The logarithm of a sum of exponentials; it keeps a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogOf(float sum)
    {
        Fold.Block lanes;
        VectorMath.Log(Simd128.Create(sum)).Store((float*)&lanes);
        return *(float*)&lanes;
    }

    /// <summary>Σ term and Σ t′ of a row. The padding of targets and logits may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Value, float Mass) Totals<TTerm, V>(float* x, float* t, int columns, float max, float logSum, V sharpness, V uniform)
        where TTerm : struct, ITargetTerm
        where V : struct, ISimd<V>
    {
        Fold.Block valueBlock, massBlock;
        float* values = (float*)&valueBlock, masses = (float*)&massBlock;
        V highest = V.Create(max);
        V normalizer = V.Create(logSum);
        for (int lane = 0; lane < Fold.Lanes; lane += V.Count)
        {
            V value = V.Zero, mass = V.Zero;
            for (int column = lane; column < columns; column += Fold.Lanes)
            {
                uint real = Fold.LanesWithin(columns - column);
                V target = V.Fma(sharpness, V.Load(t + column), uniform);
                // The maximum comes off first: logits far from zero keep their digits.
                V surprise = normalizer + (highest - V.Load(x + column));
                value += V.Keep(real, TTerm.Of(target, surprise));
                mass += V.Keep(real, target);
            }

            value.Store(values + lane);
            mass.Store(masses + lane);
        }

        return (Fold.Sum(values), Fold.Sum(masses));
    }
}
