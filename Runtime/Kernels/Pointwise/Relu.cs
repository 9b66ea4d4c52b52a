using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>max(x, 0); its derivative, 1 above 0 and 0 elsewhere, is taken from the output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, x, x, V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, saved, gradient, V.Zero);
}
