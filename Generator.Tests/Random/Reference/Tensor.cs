namespace Generator.Tests.RandomStacks.Reference;

/// <summary>A value of one sample, and how it changes along the direction in question: numbers with one derivative (dual numbers).</summary>
internal sealed class Tensor
{
    public Tensor(params int[] shape)
    {
        Shape = shape;
        Values = new double[shape.Aggregate(1, (product, extent) => product * extent)];
        Slopes = new double[Values.Length];
    }

    public int[] Shape { get; }

    public double[] Values { get; }

    public double[] Slopes { get; }

    /// <summary>The kind of layer or operation that gave it; "" for an input.</summary>
    public string Producer { get; init; } = "";

    /// <summary>Of indices: the number that they must be below, as far as it is known; else null.</summary>
    public IndexLimit? Limit { get; init; }

    /// <summary>The loss that it is the result of, by its number; -1 if of none.</summary>
    public int Loss { get; private init; } = -1;

    public int Rank => Shape.Length;

    public int Elements => Values.Length;

    public int Last => Shape[^1];

    public int Rows => Values.Length / Last;

    /// <summary>The distance of neighbours along each axis.</summary>
    public int[] Pitches
    {
        get
        {
            int[] pitches = new int[Rank];
            for (int axis = Rank - 1, pitch = 1; axis >= 0; pitch *= Shape[axis--])
                pitches[axis] = pitch;
            return pitches;
        }
    }

    /// <summary>Element <paramref name="i"/> becomes element <paramref name="j"/> of another tensor.</summary>
    public void Take(int i, Tensor from, int j)
    {
        Values[i] = from.Values[j];
        Slopes[i] = from.Slopes[j];
    }

    /// <summary>The same value as the result of a loss.</summary>
    public Tensor BehindLoss(int loss)
    {
        Tensor tensor = new(Shape) { Producer = Producer, Loss = loss };
        for (int i = 0; i < Elements; i++)
            tensor.Take(i, this, i);
        return tensor;
    }

    public static Tensor Of(int[] shape, ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, bool isIndices = false)
    {
        Tensor tensor = new(shape) { Limit = isIndices ? new IndexLimit() : null };
        for (int i = 0; i < tensor.Elements; i++)
        {
            tensor.Values[i] = values[i];
            tensor.Slopes[i] = slopes.IsEmpty ? 0 : slopes[i];
        }

        return tensor;
    }

    public override string ToString() => $"[{string.Join(", ", Shape)}]";
}

/// <summary>The smallest of the tables that an input of indices looks into.</summary>
internal sealed class IndexLimit
{
    public int Most { get; set; } = int.MaxValue;
}

/// <summary>A network that the compiler must refuse.</summary>
internal sealed class InvalidNetworkException(string message) : Exception(message);
