using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>What a reduction does to two elements.</summary>
internal interface IReduction
{
    /// <summary>What changes nothing.</summary>
    static abstract float Neutral { get; }

    /// <summary>The result so far and the next element.</summary>
    static abstract float Combine(float left, float right);

    /// <inheritdoc cref="Combine(float, float)"/>
    static abstract V Combine<V>(V left, V right) where V : struct, ISimd<V>;
}

/// <summary>The sum.</summary>
internal readonly struct SumReduction : IReduction
{
    public static float Neutral => 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Combine(float left, float right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V left, V right) where V : struct, ISimd<V> => left + right;
}

/// <summary>The maximum, the left one of two equal ones.</summary>
internal readonly struct MaxReduction : IReduction
{
    public static float Neutral => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Combine(float left, float right) => left < right ? right : left;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V left, V right) where V : struct, ISimd<V> => V.SelectLess(left, right, right, left);
}
