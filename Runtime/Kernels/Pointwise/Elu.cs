using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>x above 0, α(e^x - 1) elsewhere (Clevert et al. 2015); its derivative, 1 or y + α, is taken from the output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Elu(float alpha) : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, x, x, V.Create(alpha) * SimdMath.Expm1(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, saved, gradient, gradient * (saved + V.Create(alpha)));
}
