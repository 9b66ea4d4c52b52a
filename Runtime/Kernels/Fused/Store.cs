using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Keeps the value for another reader, and passes it on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Store(Tensor<float> tensor) : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V>
    {
        value.Store(tensor.Data + (nint)row * tensor.Stride + column);
        return value;
    }
}
