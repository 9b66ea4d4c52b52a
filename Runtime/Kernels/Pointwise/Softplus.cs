using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>log(1 + e^x), as max(x, 0) + log(1 + e^-|x|); its derivative, the sigmoid, is taken from the input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softplus : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, x, x, V.Zero) + SimdMath.Log1p(SimdMath.Exp(-V.Abs(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V> =>
        gradient * SimdMath.Sigmoid(saved);
}
