using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>0.5x(1 + tanh(√(2/π)(x + 0.044715x³))), the approximation of GELU (Hendrycks and Gimpel 2016); its derivative is taken from the input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GeluTanh : IPointwise
{
    private const float RootTwoOverPi = 0.7978845608f;
    private const float Cubic = 0.044715f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V>
    {
        V half = V.Create(0.5f) * x;
        return V.Fma(half, SimdMath.Tanh(Inner(x)), half);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V>
    {
        V tanh = SimdMath.Tanh(Inner(saved));
        V one = V.Create(1f);
        V slope = V.Create(RootTwoOverPi) * V.Fma(V.Create(3f * Cubic) * saved, saved, one);
        V half = V.Create(0.5f);
        return gradient * V.Fma(half * saved * (one - tanh * tanh), slope, V.Fma(half, tanh, half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Inner<V>(V x) where V : struct, ISimd<V> =>
        V.Create(RootTwoOverPi) * V.Fma(V.Create(Cubic) * x * x, x, x);
}
