using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// The order in which an epoch visits the samples: a permutation that depends on the seed and the number of the epoch
/// alone, so any epoch can be had again, on any system, without going through those before it. Shuffling allocates nothing.
/// </summary>
/// <remarks>Durstenfeld's form of the Fisher-Yates shuffle over the counter-based generator Philox4x32-10.</remarks>
public sealed class ShuffledOrder
{
    private static readonly ulong s_path = Philox.Path("shuffle");
    private readonly int[] _indices;
    private readonly ulong _seed;

    /// <summary>Begins with the order 0, 1, 2, …</summary>
    /// <param name="count">The number of samples, at least 0.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public ShuffledOrder(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _indices = new int[count];
        _seed = seed;
        Reset();
    }

    /// <summary>Every index from 0 to the count - 1, once.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>Takes the order of an epoch.</summary>
    /// <param name="epoch">The number of the epoch.</param>
    public void Shuffle(long epoch)
    {
        Reset();
        ulong key = Philox.Key(_seed, epoch, s_path);
        for (int i = _indices.Length - 1; i > 0; i--)
        {
            // The upper half of a 64 by 32 bit product: uniform on 0 … i but for a part in 2^32.
            int j = (int)Math.BigMul(Philox.Draw((ulong)i, 0, key).Low, (ulong)i + 1, out _);
            (_indices[i], _indices[j]) = (_indices[j], _indices[i]);
        }
    }

    private void Reset()
    {
        for (int i = 0; i < _indices.Length; i++)
            _indices[i] = i;
    }
}
