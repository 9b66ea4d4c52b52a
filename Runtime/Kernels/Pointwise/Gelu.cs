using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>x · Φ(x) with the normal distribution's Φ (Hendrycks and Gimpel 2016); its derivative Φ(x) + x·φ(x) is taken from the input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Gelu : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        x * Distribution(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V> =>
        gradient * V.Fma(saved * V.Create(0.3989422804f), SimdMath.Exp(V.Create(-0.5f) * saved * saved), Distribution(saved));

    /// <summary>Φ(x) = erfc(-x/√2) / 2, by erfc in the left tail so that small values keep their digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Distribution<V>(V x) where V : struct, ISimd<V>
    {
        V z = x * V.Create(0.70710678118654752f);
        V half = V.Create(0.5f);
        V tail = half * SimdMath.Erfc(V.Abs(z));
        V middle = V.Fma(half, SimdMath.Erf(z), half);
        V far = V.SelectLess(z, V.Zero, tail, V.Create(1f) - tail);
        return V.SelectLess(V.Abs(z), V.Create(0.5f), middle, far);
    }
}
