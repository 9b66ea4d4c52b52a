using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>value·scale + shift, each rounded.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Affine(float scale, float shift) : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        value * V.Create(scale) + V.Create(shift);
}
