using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Turns the gradient of an activation's output into that of its input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Derivative<TOp>(TOp op, Tensor<float> saved) : IEpilogue
    where TOp : struct, IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        op.Backward(value, V.Load(saved.Data + (nint)row * saved.Stride + column));
}
