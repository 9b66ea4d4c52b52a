using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Scales the elements whose mask bit is set, zeroes the others: dropout, forward and backward.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Keep(Tensor<ulong> mask, float scale) : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V>
    {
        ulong bits = mask.Data[(nint)row * mask.Stride + (column >> 6)];
        return V.Keep((uint)(bits >> (column & 63)), value * V.Create(scale));
    }
}
