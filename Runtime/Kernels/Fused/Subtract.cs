using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Subtracts another value of the same shape.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Subtract(Tensor<float> other) : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        value - V.Load(other.Data + (nint)row * other.Stride + column);
}
