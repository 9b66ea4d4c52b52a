using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Changes nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Identity : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        value;
}
