using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Two links of a chain, one after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Then<TFirst, TSecond>(TFirst first, TSecond second) : IEpilogue
    where TFirst : struct, IEpilogue
    where TSecond : struct, IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        second.Apply(first.Apply(value, row, column), row, column);
}
