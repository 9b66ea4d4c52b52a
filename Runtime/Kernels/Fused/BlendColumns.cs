using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>value·own + (other·theirs + constant), column by column: the gradient of a normalised value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct BlendColumns(Tensor<float> other, ParameterVector own, ParameterVector theirs, ParameterVector constant) : IEpilogue
{
    private readonly float* _other = other.Data;
    private readonly nint _stride = other.Stride;
    private readonly float* _own = own.Data;
    private readonly float* _theirs = theirs.Data;
    private readonly float* _constant = constant.Data;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        V.Fma(value, V.Load(_own + column), V.Fma(V.Load(_other + row * _stride + column), V.Load(_theirs + column), V.Load(_constant + column)));
}
