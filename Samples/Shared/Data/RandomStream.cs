namespace Shared;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): one stream a picture, so pictures can be drawn in any order, in parallel.</summary>
internal struct RandomStream(ulong seed, ulong stream)
{
    private ulong _state = Mix(seed + 0x9E3779B97F4A7C15ul * (stream + 1));

    /// <summary>Uniform between two numbers.</summary>
    public float Between(float low, float high)
    {
        _state += 0x9E3779B97F4A7C15ul;
        return low + (high - low) * ((Mix(_state) >> 40) * (1f / (1 << 24)));
    }

    /// <summary>True that often.</summary>
    public bool Chance(float probability) => Between(0, 1) < probability;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
        return z ^ (z >> 31);
    }
}
