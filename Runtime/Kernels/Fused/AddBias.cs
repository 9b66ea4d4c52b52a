using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Adds a bias, the same for every row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct AddBias(ParameterVector bias) : IEpilogue
{
    private readonly float* _bias = bias.Data;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        value + V.Load(_bias + column);
}
