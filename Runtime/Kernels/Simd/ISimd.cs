using System.ComponentModel;

namespace GraphGen;

/// <summary>
/// A hardware vector of single-precision lanes. Elementwise code is written once over this interface and runs on 512, 256
/// and 128 bits with the same bits: every operation is IEEE-exact per lane, comparisons select, nothing is approximated.
/// </summary>
/// <remarks>
/// <para>The runtime implements it; code of your own (<see cref="IPointwiseFunction"/>, <see cref="ILossFunction"/>) takes it
/// as a type parameter. <c>V.Create(2f)</c> is a constant; <c>+ - * /</c> work lane by lane, as do <see cref="Fma"/>,
/// <see cref="Sqrt"/> and <see cref="Abs"/>. A vector has no branches: compute both sides and choose with
/// <see cref="SelectLess"/> or <see cref="SelectLessOrEqual"/>. <see cref="VectorMath"/> has exponentials, logarithms and
/// their kin; <see cref="Math"/> and <see cref="MathF"/> differ between systems.</para>
/// <para>What a lane computes may depend on that lane alone.</para>
/// </remarks>
/// <typeparam name="V">The implementing vector type itself.</typeparam>
public unsafe interface ISimd<V> where V : struct, ISimd<V>
{
    /// <summary>The number of lanes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract V Zero { get; }

    /// <summary>All lanes set to <paramref name="value"/>.</summary>
    static abstract V Create(float value);

    /// <summary>Reads <see cref="Count"/> consecutive lanes; no alignment is needed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract V Load(float* source);

    /// <summary>Writes <see cref="Count"/> consecutive lanes; no alignment is needed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void Store(float* destination);

    /// <summary>Lane-wise sum.</summary>
    static abstract V operator +(V left, V right);

    /// <summary>Lane-wise difference.</summary>
    static abstract V operator -(V left, V right);

    /// <summary>Lane-wise product.</summary>
    static abstract V operator *(V left, V right);

    /// <summary>Lane-wise quotient.</summary>
    static abstract V operator /(V left, V right);

    /// <summary>Flips the sign bit of every lane.</summary>
    static abstract V operator -(V value);

    /// <summary><c>a * b + c</c> with one rounding.</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>The correctly rounded square root.</summary>
    static abstract V Sqrt(V value);

    /// <summary>Clears the sign bit.</summary>
    static abstract V Abs(V value);

    /// <summary><paramref name="ifTrue"/> in the lanes where <c>left &lt; right</c>, <paramref name="ifFalse"/> elsewhere (also for NaN).</summary>
    static abstract V SelectLess(V left, V right, V ifTrue, V ifFalse);

    /// <summary><paramref name="ifTrue"/> in the lanes where <c>left &lt;= right</c>, <paramref name="ifFalse"/> elsewhere (also for NaN).</summary>
    static abstract V SelectLessOrEqual(V left, V right, V ifTrue, V ifFalse);

    /// <summary>
    /// <paramref name="value"/> in the lanes whose bit in <paramref name="bits"/> is set, zero elsewhere; lane i takes bit i.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract V Keep(uint bits, V value);

    /// <summary><c>value * 2^power</c> for integral <paramref name="power"/> that keeps the result normal: an addition to the exponent field.</summary>
    static abstract V ScaleByPowerOfTwo(V value, V power);

    /// <summary>The unbiased exponent of positive normal lanes, as a number.</summary>
    static abstract V Exponent(V value);

    /// <summary>The significand of positive normal lanes, in [1, 2).</summary>
    static abstract V Significand(V value);
}
