using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The user's loss, as <see cref="ElementLoss"/> takes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OwnLoss<TLoss> : IElementLoss where TLoss : struct, ILossFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V prediction, V target) where V : struct, ISimd<V> =>
        TLoss.Loss(prediction, target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V>(V prediction, V target) where V : struct, ISimd<V> =>
        TLoss.Derivative(prediction, target);
}
