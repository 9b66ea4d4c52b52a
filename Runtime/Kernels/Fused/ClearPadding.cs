using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Zeroes what lies beyond a row's columns, which the link before it may have made infinite or NaN.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ClearPadding(int columns) : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        V.Keep(Fold.LanesWithin(columns - column), value);
}
