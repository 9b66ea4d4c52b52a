using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Subtracts the value from another one of the same shape.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct SubtractFrom(Tensor<float> other) : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        V.Load(other.Data + (nint)row * other.Stride + column) - value;
}
