using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>x · tanh(softplus(x)) (Misra 2019); its derivative t + x·σ(x)·(1 - t²), with t = tanh(softplus(x)), is taken from the input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Mish : IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> => x * TanhOfSoftplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V>
    {
        V t = TanhOfSoftplus(saved);
        V slope = V.Create(1f) - t * t;
        return gradient * V.Fma(saved * SimdMath.Sigmoid(saved), slope, t);
    }

    /// <summary>((1 + eˣ)² - 1) / ((1 + eˣ)² + 1), through e^-|x| so that nothing overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TanhOfSoftplus<V>(V x) where V : struct, ISimd<V>
    {
        V one = V.Create(1f), two = V.Create(2f);
        V u = SimdMath.Exp(-V.Abs(x));
        V square = u * u;
        V below = V.Fma(two, u, square);
        V above = V.Fma(two, u, one);
        V denominatorBelow = below + two, denominatorAbove = V.Fma(two, square, above);
        return V.SelectLess(x, V.Zero, below, above) / V.SelectLess(x, V.Zero, denominatorBelow, denominatorAbove);
    }
}
