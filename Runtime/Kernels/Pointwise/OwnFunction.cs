using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The user's elementwise function; its derivative is taken from the input.</summary>
/// <remarks>
/// A function of the user's may give an infinity or a NaN for what lies in the padding: 1/x does. So its forward pass is
/// followed by <see cref="ClearPadding"/>, and its backward pass keeps the zeros of the gradient's padding.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OwnFunction<TOp> : IPointwise where TOp : struct, IPointwiseFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Forward<V>(V x) where V : struct, ISimd<V> =>
        TOp.Apply(x);

    /// <summary>Where no gradient arrives none leaves, however steep the function; a NaN passes.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<V>(V gradient, V saved) where V : struct, ISimd<V> =>
        V.SelectLessOrEqual(V.Abs(gradient), V.Zero, V.Zero, gradient * TOp.Derivative(saved));
}
