using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Transcendental functions over <see cref="ISimd{V}"/>: our own, because the C library's differ between systems, and
/// because IEEE operations alone make the same bits on every vector width.
/// </summary>
internal static class SimdMath
{
    /// <summary>e^x by Cody-Waite reduction and a degree-6 polynomial (Cephes expf): within 1e-7 relative; clamps where float ends, 0 below -87.34.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ISimd<V>
    {
        V lowest = V.Create(-87.33654f);
        V highest = V.Create(88.37626f);
        V clamped = V.SelectLess(x, lowest, lowest, V.SelectLess(highest, x, highest, x));
        V power = Round(clamped * V.Create(1.44269504088896341f));
        V r = V.Fma(power, V.Create(-0.693359375f), clamped);
        r = V.Fma(power, V.Create(2.12194440e-4f), r);
        V p = V.Create(1.9875691500e-4f);
        p = V.Fma(p, r, V.Create(1.3981999507e-3f));
        p = V.Fma(p, r, V.Create(8.3334519073e-3f));
        p = V.Fma(p, r, V.Create(4.1665795894e-2f));
        p = V.Fma(p, r, V.Create(1.6666665459e-1f));
        p = V.Fma(p, r, V.Create(5.0000001201e-1f));
        p = V.Fma(p, r * r, r + V.Create(1f));
        return V.SelectLess(x, lowest, V.Zero, V.ScaleByPowerOfTwo(p, power));
    }

    /// <summary>e^x - 1, accurate in relative terms near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x) where V : struct, ISimd<V>
    {
        // Near 0 the Taylor polynomial keeps the digits that the difference would cancel.
        V p = V.Create(1.98412698e-4f);
        p = V.Fma(p, x, V.Create(1.38888889e-3f));
        p = V.Fma(p, x, V.Create(8.3333333e-3f));
        p = V.Fma(p, x, V.Create(4.16666667e-2f));
        p = V.Fma(p, x, V.Create(1.66666667e-1f));
        p = V.Fma(p, x, V.Create(0.5f));
        V near = V.Fma(p, x * x, x);
        return V.SelectLess(V.Abs(x), V.Create(0.4f), near, Exp(x) - V.Create(1f));
    }

    /// <summary>Natural logarithm of positive normal x (Cephes logf): within 1e-7 relative away from 1, absolute near it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ISimd<V>
    {
        V exponent = V.Exponent(x);
        V m = V.Significand(x);
        V root = V.Create(1.41421356f);
        exponent = V.SelectLess(root, m, exponent + V.Create(1f), exponent);
        m = V.SelectLess(root, m, m * V.Create(0.5f), m);
        return V.Fma(exponent, V.Create(0.693359375f), V.Fma(exponent, V.Create(-2.12194440e-4f), Log1pSmall(m - V.Create(1f))));
    }

    /// <summary>log(1 + x) for x ≥ 0, accurate in relative terms near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V x) where V : struct, ISimd<V> =>
        V.SelectLess(x, V.Create(0.41f), Log1pSmall(x), Log(V.Create(1f) + x));

    /// <summary>tanh x: an odd polynomial below 0.625, by e^2x above (Cephes tanhf): within 3e-7 relative, exact in the limits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ISimd<V>
    {
        V magnitude = V.Abs(x);
        V square = x * x;
        V p = V.Create(-5.70498872745e-3f);
        p = V.Fma(p, square, V.Create(2.06390887954e-2f));
        p = V.Fma(p, square, V.Create(-5.37397155531e-2f));
        p = V.Fma(p, square, V.Create(1.33314422036e-1f));
        p = V.Fma(p, square, V.Create(-3.33332819422e-1f));
        V near = V.Fma(p * square, x, x);
        V far = V.Create(1f) - V.Create(2f) / (Exp(magnitude + magnitude) + V.Create(1f));
        far = V.SelectLess(x, V.Zero, -far, far);
        return V.SelectLess(magnitude, V.Create(0.625f), near, far);
    }

    /// <summary>1 / (1 + e^-x), without overflow on either side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : struct, ISimd<V>
    {
        V e = Exp(-V.Abs(x));
        V one = V.Create(1f);
        V positive = one / (one + e);
        return V.SelectLess(x, V.Zero, e * positive, positive);
    }

    /// <summary>
    /// The error function (Numerical Recipes' erfc Chebyshev fit beyond 1, the Maclaurin series below): within 4e-7.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x) where V : struct, ISimd<V>
    {
        V z = V.Abs(x);
        V far = V.Create(1f) - Erfc(z);
        far = V.SelectLess(x, V.Zero, -far, far);
        V s = x * x;
        V p = V.Create(-1f / 6894720f);
        p = V.Fma(p, s, V.Create(1f / 685440f));
        p = V.Fma(p, s, V.Create(-1f / 75600f));
        p = V.Fma(p, s, V.Create(1f / 9360f));
        p = V.Fma(p, s, V.Create(-1f / 1320f));
        p = V.Fma(p, s, V.Create(1f / 216f));
        p = V.Fma(p, s, V.Create(-1f / 42f));
        p = V.Fma(p, s, V.Create(1f / 10f));
        p = V.Fma(p, s, V.Create(-1f / 3f));
        p = V.Fma(p, s, V.Create(1f));
        V near = p * x * V.Create(1.12837916709551f);
        return V.SelectLess(z, V.Create(1f), near, far);
    }

    /// <summary>1 - erf z for z ≥ 0, within 1.2e-7 relative: it keeps its digits in the tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erfc<V>(V z) where V : struct, ISimd<V>
    {
        V t = V.Create(1f) / V.Fma(V.Create(0.5f), z, V.Create(1f));
        V p = V.Create(0.17087277f);
        p = V.Fma(p, t, V.Create(-0.82215223f));
        p = V.Fma(p, t, V.Create(1.48851587f));
        p = V.Fma(p, t, V.Create(-1.13520398f));
        p = V.Fma(p, t, V.Create(0.27886807f));
        p = V.Fma(p, t, V.Create(-0.18628806f));
        p = V.Fma(p, t, V.Create(0.09678418f));
        p = V.Fma(p, t, V.Create(0.37409196f));
        p = V.Fma(p, t, V.Create(1.00002368f));
        p = V.Fma(p, t, V.Create(-1.26551223f));
        return t * Exp(p - z * z);
    }

    /// <summary>Rounds to the nearest integer, ties to even, for |x| below 2^22.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Round<V>(V x) where V : struct, ISimd<V>
    {
        V magic = V.Create(12582912f);
        return x + magic - magic;
    }

    /// <summary>log(1 + x) for x in [√½ - 1, √2 - 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Log1pSmall<V>(V x) where V : struct, ISimd<V>
    {
        V p = V.Create(7.0376836292e-2f);
        p = V.Fma(p, x, V.Create(-1.1514610310e-1f));
        p = V.Fma(p, x, V.Create(1.1676998740e-1f));
        p = V.Fma(p, x, V.Create(-1.2420140846e-1f));
        p = V.Fma(p, x, V.Create(1.4249322787e-1f));
        p = V.Fma(p, x, V.Create(-1.6668057665e-1f));
        p = V.Fma(p, x, V.Create(2.0000714765e-1f));
        p = V.Fma(p, x, V.Create(-2.4999993993e-1f));
        p = V.Fma(p, x, V.Create(3.3333331174e-1f));
        V square = x * x;
        return V.Fma(p * x, square, V.Fma(V.Create(-0.5f), square, x));
    }
}
