using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The Kullback-Leibler divergence of target probabilities from a softmax over the last axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KLDivergence
{
    /// <summary>
    /// loss = Σ tᵢ(log tᵢ - log softmax(x)ᵢ) of each row, where tᵢ = 0 adds 0, gradient = weight·(softmax(x)·Σt - t)/(samples·rows), its
    /// padding zero. Shared out by samples.
    /// </summary>
    public static void Loss(
        ref Worker w, int stage, in Tensor<float> logits, in Tensor<float> target, in Tensor<float> loss, in Tensor<float> gradient, float weight) =>
        DistributionLoss.Run<Term>(ref w, stage, logits, target, loss, gradient, labelSmoothing: 0f, weight);

    internal readonly struct Term : ITargetTerm
    {
        /// <summary>t·(log t + surprise): entropy and cross-entropy class by class, since their sums would cancel where the divergence is small.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V target, V surprise) where V : struct, ISimd<V>
        {
            // t·log t is 0 at 0, and too small to see below the normal numbers, where the logarithm ends.
            V smallest = V.Create(1.17549435e-38f);
            return target * (SimdMath.Log(V.SelectLess(target, smallest, V.Create(1f), target)) + surprise);
        }
    }
}
