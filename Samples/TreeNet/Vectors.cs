namespace TreeNet;

/// <summary>Vectors of one length, one after the other.</summary>
public sealed class Vectors(int count, int length)
{
    private readonly float[] _values = new float[count * length];

    public Span<float> All => _values;

    public Span<float> this[int index] => _values.AsSpan(index * length, length);

    /// <summary>As many vectors as elements: in each another element is 1, and the rest 0.</summary>
    public static float[] OneHot(int count)
    {
        var values = new float[count * count];
        for (int i = 0; i < count; i++)
            values[i * (count + 1)] = 1;
        return values;
    }

    public static int IndexOfMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }

        return best;
    }

    public void Clear() => Array.Clear(_values);

    public void Add(int index, ReadOnlySpan<float> vector)
    {
        Span<float> sum = this[index];
        for (int i = 0; i < vector.Length; i++)
            sum[i] += vector[i];
    }
}
