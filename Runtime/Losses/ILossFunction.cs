namespace GraphGen;

/// <summary>A loss of your own that looks at each element by itself, for <see cref="LossAttribute{TLoss}"/>.</summary>
/// <remarks>
/// <para>Both functions are written once, over <see cref="ISimd{V}"/> and <see cref="VectorMath"/>, and compiled for every
/// vector width. Mark them <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>: they then become part of the loop that
/// calls them. Parameters are constants of the type. The mean over all elements and the weight are not theirs to take. The
/// derivative is not checked against the loss; that is yours to test.</para>
/// <example><code>
/// /// &lt;summary&gt;√(1 + (p - t)²) - 1, a smooth absolute error.&lt;/summary&gt;
/// public readonly struct PseudoHuber : ILossFunction
/// {
///     [MethodImpl(MethodImplOptions.AggressiveInlining)]
///     public static V Loss&lt;V&gt;(V prediction, V target) where V : struct, ISimd&lt;V&gt;
///     {
///         V d = prediction - target;
///         V one = V.Create(1f);
///         return V.Sqrt(V.Fma(d, d, one)) - one;
///     }
///
///     [MethodImpl(MethodImplOptions.AggressiveInlining)]
///     public static V Derivative&lt;V&gt;(V prediction, V target) where V : struct, ISimd&lt;V&gt;
///     {
///         V d = prediction - target;
///         return d / V.Sqrt(V.Fma(d, d, V.Create(1f)));
///     }
/// }
///
/// [Network]
/// [Input(8)]
/// [Dense(1), Loss&lt;PseudoHuber&gt;]
/// public sealed partial class MyNetwork;
/// </code></example>
/// </remarks>
public interface ILossFunction
{
    /// <summary>ℓ(p, t) of one element, for the prediction p and its target t.</summary>
    static abstract V Loss<V>(V prediction, V target) where V : struct, ISimd<V>;

    /// <summary>dℓ/dp of one element. Where ℓ has a kink, one of its slopes.</summary>
    static abstract V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>;
}
