using System.Runtime.CompilerServices;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Functions over <see cref="ISimd{V}"/> for elementwise code of your own. They give the same bits on every system and every
/// vector width, which those of <see cref="MathF"/> do not, and are within a few units of the last place.
/// </summary>
public static class VectorMath
{
    /// <summary>e^x; 0 below -87.34, and at most 2.4e38 (reached at 88.38) instead of infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ISimd<V> => SimdMath.Exp(x);

    /// <summary>e^x - 1, accurate in relative terms near 0; its limits are those of <see cref="Exp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x) where V : struct, ISimd<V> => SimdMath.Expm1(x);

    /// <summary>The natural logarithm; negative infinity for 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ISimd<V>
    {
        // Below the normal numbers the exponent field says nothing: scaled by 2^24 and back.
        V smallest = V.Create(1.17549435e-38f);
        V normal = SimdMath.Log(V.SelectLess(x, smallest, x * V.Create(16777216f), x));
        V result = V.SelectLess(x, smallest, normal - V.Create(16.6355323f), normal);
        // Infinity and NaN give themselves.
        result = V.SelectLessOrEqual(x, V.Create(float.MaxValue), result, x);
        result = V.SelectLessOrEqual(x, V.Zero, V.Create(float.NegativeInfinity), result);
        return V.SelectLess(x, V.Zero, V.Create(float.NaN), result);
    }

    /// <summary>log(1 + x), accurate in relative terms near 0; negative infinity for -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V x) where V : struct, ISimd<V>
    {
        V far = Log(V.Create(1f) + x);
        return V.SelectLess(V.Abs(x), V.Create(0.29f), SimdMath.Log1pSmall(x), far);
    }

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ISimd<V> => SimdMath.Tanh(x);

    /// <summary>1 / (1 + e^-x), without overflow on either side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : struct, ISimd<V> => SimdMath.Sigmoid(x);

    /// <summary>The error function, 2/√π ∫₀ˣ e^-s² ds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x) where V : struct, ISimd<V> => SimdMath.Erf(x);

    /// <summary>1 - erf x, which keeps its digits for large x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erfc<V>(V x) where V : struct, ISimd<V>
    {
        V tail = SimdMath.Erfc(V.Abs(x));
        V near = V.Create(1f) - SimdMath.Erf(x);
        V far = V.SelectLess(x, V.Zero, V.Create(2f) - tail, tail);
        return V.SelectLess(V.Abs(x), V.Create(0.5f), near, far);
    }

    /// <summary>The larger of the two; NaN if one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Max<V>(V x, V y) where V : struct, ISimd<V> =>
        V.SelectLessOrEqual(y, y, V.SelectLessOrEqual(x, y, y, x), y);

    /// <summary>The smaller of the two; NaN if one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Min<V>(V x, V y) where V : struct, ISimd<V> =>
        V.SelectLessOrEqual(y, y, V.SelectLessOrEqual(y, x, y, x), y);

    /// <summary>x, but not less than <paramref name="lowest"/> nor more than <paramref name="highest"/>; a NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp<V>(V x, V lowest, V highest) where V : struct, ISimd<V> =>
        V.SelectLess(x, lowest, lowest, V.SelectLess(highest, x, highest, x));
}
