using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Two links of a chain, one after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Then<TFirst, TSecond> : IEpilogue
    where TFirst : struct, IEpilogue
    where TSecond : struct, IEpilogue
{
    private readonly TFirst _first;
    private readonly TSecond _second;

    /// <summary>The first link and the second one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Then(TFirst first, TSecond second)
    {
        this = default;
        // An empty link takes a byte. Written alone and copied along with its neighbours, it would make the processor wait.
        if (Unsafe.SizeOf<TFirst>() > 1)
            _first = first;
        if (Unsafe.SizeOf<TSecond>() > 1)
            _second = second;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V value, int row, int column) where V : struct, ISimd<V> =>
        _second.Apply(_first.Apply(value, row, column), row, column);
}
