using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Multiplies by another value of the same shape, element by element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Multiply(Tensor<float> other) : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        value * V.Load(other.Data + (nint)row * other.Stride + column);
}
