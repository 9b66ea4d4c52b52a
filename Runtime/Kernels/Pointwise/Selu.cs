using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>λx above 0, λα(e^x - 1) elsewhere (Klambauer et al. 2017); its derivative, λ or y + λα, is taken from the output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Selu : IPointwise
{
    private const float Alpha = 1.6732632423543772f;
    private const float Lambda = 1.0507009873554805f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        V.SelectLess(V.Zero, x, x * V.Create(Lambda), V.Create(Lambda * Alpha) * SimdMath.Expm1(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V> =>
        gradient * V.SelectLess(V.Zero, saved, V.Create(Lambda), saved + V.Create(Lambda * Alpha));
}
