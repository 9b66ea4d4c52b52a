using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon et al. (2011): the same key and counter give the same four words
/// everywhere, in any order, on any number of threads.
/// </summary>
internal static class Philox
{
    public const uint Multiplier0 = 0xD2511F53u;
    public const uint Multiplier1 = 0xCD9E8D57u;
    public const uint Weyl0 = 0x9E3779B9u;
    public const uint Weyl1 = 0xBB67AE85u;
    public const int Rounds = 10;

    /// <summary>The four words at a counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint, uint, uint, uint) Words(ulong key, uint c0, uint c1, uint c2, uint c3)
    {
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0;
            ulong p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>One key from a seed and a path, well mixed (the finaliser of SplitMix64).</summary>
    public static ulong Key(ulong seed, ulong path)
    {
        ulong z = seed + path * 0x9E3779B97F4A7C15ul;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
        return z ^ (z >> 31);
    }

    /// <summary>FNV-1a of a name: the path that keys its random numbers.</summary>
    public static ulong Path(string name)
    {
        ulong hash = 14695981039346656037ul;
        foreach (char character in name)
            hash = (hash ^ character) * 1099511628211ul;
        return hash;
    }
}
