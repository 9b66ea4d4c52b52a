using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// The random numbers of one change to one sample: a function of the seed, the epoch, the sample's index and the number of the
/// change alone, not of who draws or when. Counter-based (Philox4x32-10).
/// </summary>
public struct SampleRandom
{
    private static readonly ulong s_path = Philox.Path("augmentation");
    private readonly ulong _key;
    private readonly ulong _sample;
    private readonly ulong _stream;
    private Philox.Block _block;
    private uint _drawn;

    /// <param name="key">That of the epoch: <see cref="Key"/>.</param>
    /// <param name="sample">The index of the sample in its dataset.</param>
    /// <param name="stream">The number of the change.</param>
    internal SampleRandom(ulong key, int sample, int stream)
    {
        _key = key;
        _sample = (ulong)sample;
        _stream = (ulong)stream << 32;
    }

    /// <summary>The next number from 0 to 1, 1 not included: a multiple of 2⁻²⁴.</summary>
    public float NextUnit() => (NextWord() >> 8) * (1f / (1 << 24));

    /// <summary>The next number between two.</summary>
    /// <param name="least">The least.</param>
    /// <param name="most">The most.</param>
    public float Between(float least, float most) => least + (most - least) * NextUnit();

    /// <summary>The next whole number from 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)((ulong)NextWord() * (uint)count >> 32);
    }

    /// <summary>Whether something of this probability happens.</summary>
    /// <param name="probability">From 0, never, to 1, always.</param>
    public bool Chance(float probability) => NextUnit() < probability;

    /// <summary>The next number of the normal distribution with mean 0 and deviation 1.</summary>
    public float NextNormal() => (float)DeterministicMath.InverseNormal((NextWord() + 0.5) * (1.0 / 4294967296.0));

    /// <summary>The key of an epoch.</summary>
    internal static ulong Key(ulong seed, long epoch) => Philox.Key(seed, epoch, s_path);

    private uint NextWord()
    {
        uint word = _drawn & 3;
        if (word == 0)
            _block = Philox.Draw(_sample, _stream | _drawn >> 2, _key);
        _drawn++;
        return word switch { 0 => _block.Word0, 1 => _block.Word1, 2 => _block.Word2, _ => _block.Word3 };
    }
}

/// <summary>A change of your own to a sample, for <see cref="Augmentation.Then(SampleChange)"/>.</summary>
/// <param name="sample">The elements, to be changed in place.</param>
/// <param name="shape">The shape of the sample.</param>
/// <param name="random">The only source of chance: whoever takes another loses reproducibility.</param>
public delegate void SampleChange(Span<float> sample, ReadOnlySpan<int> shape, ref SampleRandom random);
