using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>(p - t)²/2 where |p - t| ≤ δ, δ(|p - t| - δ/2) elsewhere (Huber 1964).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HuberLoss(float delta) : IElementLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V difference = prediction - target;
        V magnitude = V.Abs(difference);
        V half = V.Create(0.5f);
        V limit = V.Create(delta);
        return V.SelectLessOrEqual(magnitude, limit, half * difference * difference, limit * (magnitude - half * limit));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V difference = prediction - target;
        V limit = V.Create(delta);
        V linear = V.SelectLess(difference, V.Zero, -limit, limit);
        return V.SelectLess(limit, V.Abs(difference), linear, difference);
    }
}
