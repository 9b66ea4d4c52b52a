using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>|p - t|, with the slope 0 at p = t.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AbsoluteError : IElementLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V prediction, V target) where V : struct, ISimd<V> =>
        V.Abs(prediction - target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V difference = prediction - target;
        return V.SelectLess(difference, V.Zero, V.Create(-1f), V.SelectLess(V.Zero, difference, V.Create(1f), V.Zero));
    }
}
