using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>value·scale + shift, column by column, with one rounding: what a normalisation comes to once its statistics are known.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ScaleColumns(ParameterVector scale, ParameterVector shift) : IEpilogue
{
    private readonly float* _scale = scale.Data;
    private readonly float* _shift = shift.Data;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        V.Fma(value, V.Load(_scale + column), V.Load(_shift + column));
}
