using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3; SC 2011): a counter-based
/// generator. A random number is a pure function of what it is for, so that it depends neither on the order of drawing nor
/// on who draws.
/// </summary>
internal static class Philox
{
    /// <summary>Multiplier of the first word.</summary>
    internal const uint Multiplier0 = 0xD2511F53;

    /// <summary>Multiplier of the third word.</summary>
    internal const uint Multiplier1 = 0xCD9E8D57;

    /// <summary>What a round adds to the key's low word.</summary>
    internal const uint Weyl0 = 0x9E3779B9;

    /// <summary>What a round adds to the key's high word.</summary>
    internal const uint Weyl1 = 0xBB67AE85;

    /// <summary>Rounds of the cipher.</summary>
    internal const int Rounds = 10;

    /// <summary>Stands in place of the step in keys that belong to initial values: no step is ever that high.</summary>
    internal const long InitialValues = -1;

    /// <summary>The four words of one counter.</summary>
    /// <param name="Word0">The first word.</param>
    /// <param name="Word1">The second word.</param>
    /// <param name="Word2">The third word.</param>
    /// <param name="Word3">The fourth word.</param>
    internal readonly record struct Block(uint Word0, uint Word1, uint Word2, uint Word3)
    {
        /// <summary>The first two words as one number, the first of them low.</summary>
        public ulong Low => Word0 | (ulong)Word1 << 32;

        /// <summary>The last two words as one number, the third of them low.</summary>
        public ulong High => Word2 | (ulong)Word3 << 32;
    }

    /// <summary>Enciphers a counter of 128 bits (<paramref name="low"/> is words 0 and 1) under a key of 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Block Draw(ulong low, ulong high, ulong key)
    {
        uint word0 = (uint)low, word1 = (uint)(low >> 32), word2 = (uint)high, word3 = (uint)(high >> 32);
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * word0;
            ulong product1 = (ulong)Multiplier1 * word2;
            word0 = (uint)(product1 >> 32) ^ word1 ^ key0;
            word1 = (uint)product1;
            word2 = (uint)(product0 >> 32) ^ word3 ^ key1;
            word3 = (uint)product0;
            key0 = unchecked(key0 + Weyl0);
            key1 = unchecked(key1 + Weyl1);
        }
        return new(word0, word1, word2, word3);
    }

    /// <summary>
    /// The key of one stream: a seed, a step (or <see cref="InitialValues"/>) and the path of the layer or parameter,
    /// enciphered down to the 64 bits that a key has. The whole counter stays free for sample and element.
    /// </summary>
    public static ulong Key(ulong seed, long step, ulong path) => Draw(path, unchecked((ulong)step), seed).Low;

    /// <summary>FNV-1a over the UTF-16 units of a path; the generator hashes the names of layers in the same way.</summary>
    public static ulong Path(string name)
    {
        ulong hash = 14695981039346656037ul;
        foreach (char character in name)
            hash = unchecked((hash ^ character) * 1099511628211ul);
        return hash;
    }
}
