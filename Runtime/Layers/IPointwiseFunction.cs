namespace GraphGen;

/// <summary>An elementwise function of your own beside its derivative, for <see cref="PointwiseAttribute{TOp}"/>.</summary>
/// <remarks>
/// <para>Both are written once, over <see cref="ISimd{V}"/> and <see cref="VectorMath"/>, and compiled for every vector
/// width. Mark them <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>: they then become part of the loop that calls
/// them. Parameters are constants of the type. The derivative is not checked against the function; that is yours to test.</para>
/// <example><code>
/// /// &lt;summary&gt;x / (1 + |x|).&lt;/summary&gt;
/// public readonly struct Softsign : IPointwiseFunction
/// {
///     [MethodImpl(MethodImplOptions.AggressiveInlining)]
///     public static V Apply&lt;V&gt;(V x) where V : struct, ISimd&lt;V&gt; =&gt; x / (V.Create(1f) + V.Abs(x));
///
///     [MethodImpl(MethodImplOptions.AggressiveInlining)]
///     public static V Derivative&lt;V&gt;(V x) where V : struct, ISimd&lt;V&gt;
///     {
///         V d = V.Create(1f) + V.Abs(x);
///         return V.Create(1f) / (d * d);
///     }
/// }
///
/// [Network]
/// [Input(8)]
/// [Dense(16), Pointwise&lt;Softsign&gt;, Dense(1), MeanSquaredError]
/// public sealed partial class MyNetwork;
/// </code></example>
/// </remarks>
public interface IPointwiseFunction
{
    /// <summary>y = f(x), finite wherever x can come to lie.</summary>
    static abstract V Apply<V>(V x) where V : struct, ISimd<V>;

    /// <summary>f′(x), the slope at the input x. Where f has a kink, one of its slopes.</summary>
    static abstract V Derivative<V>(V x) where V : struct, ISimd<V>;
}
