using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>x · sigmoid(x) (Elfwing et al. 2017); its derivative σ(1 + x(1 - σ)) is taken from the input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Silu : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        x * SimdMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V>
    {
        V sigmoid = SimdMath.Sigmoid(saved);
        V one = V.Create(1f);
        return gradient * (sigmoid * V.Fma(saved, one - sigmoid, one));
    }
}
