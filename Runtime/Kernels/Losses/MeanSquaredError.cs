using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>The mean over all elements of (prediction - target)².</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MeanSquaredError
{
    /// <summary><see cref="ElementLoss"/> of <see cref="SquaredError"/>.</summary>
    public static void Loss(
        ref Worker w, int stage, in Tensor<float> prediction, in Tensor<float> target, in Tensor<float> loss, in Tensor<float> gradient, float weight) =>
        ElementLoss.Loss(ref w, stage, prediction, target, loss, gradient, default(SquaredError), weight);
}
