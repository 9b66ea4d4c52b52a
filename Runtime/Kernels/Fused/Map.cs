using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Applies an activation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Map<TOp>(TOp op) : IEpilogue
    where TOp : struct, IPointwise
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        op.Forward(value);
}
