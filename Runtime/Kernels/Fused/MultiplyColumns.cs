using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>value·factor, column by column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct MultiplyColumns(ParameterVector factor) : IEpilogue
{
    private readonly float* _factor = factor.Data;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        value * V.Load(_factor + column);
}
