using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// -w·t·log σ(x) - (1 - t)·log(1 - σ(x)) of a logit x, where w weighs the positive targets. Written as w·t·softplus(-x) +
/// (1 - t)·softplus(x), whose terms neither overflow nor cancel for any logit.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BinaryCrossEntropyLoss(float positiveWeight) : IElementLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V tail = SimdMath.Log1p(SimdMath.Exp(-V.Abs(prediction)));
        // In this order of comparison a NaN is kept.
        V ifNegative = tail + V.SelectLessOrEqual(prediction, V.Zero, V.Zero, prediction);
        V ifPositive = tail + V.SelectLess(prediction, V.Zero, -prediction, V.Zero);
        return V.Create(positiveWeight) * target * ifPositive + (V.Create(1f) - target) * ifNegative;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V one = V.Create(1f);
        V e = SimdMath.Exp(-V.Abs(prediction));
        V likely = one / (one + e);
        V unlikely = e * likely;
        V positive = V.SelectLess(prediction, V.Zero, unlikely, likely);
        V negative = V.SelectLess(prediction, V.Zero, likely, unlikely);
        return (one - target) * positive - V.Create(positiveWeight) * target * negative;
    }
}
