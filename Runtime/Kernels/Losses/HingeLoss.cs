using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>max(0, 1 - t·p) for targets t = ±1, with the slope 0 at t·p = 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HingeLoss : IElementLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V margin = V.Create(1f) - target * prediction;
        return V.SelectLessOrEqual(margin, V.Zero, V.Zero, margin);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V margin = V.Create(1f) - target * prediction;
        return V.SelectLessOrEqual(margin, V.Zero, V.Zero, -target);
    }
}
