using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>x above 0, slope · x elsewhere; its derivative is taken from the output, whose sign is the input's.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyRelu(float slope) : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, x, x, x * V.Create(slope));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, saved, gradient, gradient * V.Create(slope));
}
