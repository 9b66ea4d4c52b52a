namespace GraphGen.CompilerServices;

/// <summary>Where a parameter lies in the flat buffer of its network, and how its public layout maps there.</summary>
internal sealed class Segment
{
    public Segment(ParameterSpec spec, int offset)
    {
        Spec = spec;
        Offset = offset;
        Count = Product(spec.Shape);
        PaddedLength = spec.Form switch
        {
            ParameterForm.Panels => spec.Panel.Length,
            ParameterForm.Table => checked(spec.Shape[0] * Padded(spec.Shape[1])),
            _ => Padded(Count),
        };
    }

    public ParameterSpec Spec { get; }

    /// <summary>The first element in the flat buffer, a multiple of 16.</summary>
    public int Offset { get; }

    /// <summary>The number of elements, without padding.</summary>
    public int Count { get; }

    /// <summary>The elements taken in the flat buffer, a multiple of 16; padding is zero.</summary>
    public int PaddedLength { get; }

    /// <summary>From the flat buffer to the public layout.</summary>
    public void Read(ReadOnlySpan<float> flat, Span<float> values)
    {
        ReadOnlySpan<float> stored = flat.Slice(Offset, PaddedLength);
        if (Spec.Form == ParameterForm.Panels)
        {
            Spec.Panel.Read(stored, values);
            return;
        }

        int columns = Spec.Shape[^1], stride = Padded(columns);
        for (int row = 0; row < Count / columns; row++)
            stored.Slice(row * stride, columns).CopyTo(values[(row * columns)..]);
    }

    /// <summary>From the public layout to the flat buffer.</summary>
    public void Write(Span<float> flat, ReadOnlySpan<float> values)
    {
        Span<float> stored = flat.Slice(Offset, PaddedLength);
        if (Spec.Form == ParameterForm.Panels)
        {
            Spec.Panel.Write(stored, values);
            return;
        }

        int columns = Spec.Shape[^1], stride = Padded(columns);
        for (int row = 0; row < Count / columns; row++)
            values.Slice(row * columns, columns).CopyTo(stored[(row * stride)..]);
    }

    /// <summary>The number of elements of a shape.</summary>
    /// <exception cref="OverflowException">There are too many to count.</exception>
    public static int Product(ReadOnlySpan<int> shape)
    {
        int product = 1;
        foreach (int extent in shape)
            product = checked(product * extent);
        return product;
    }

    private static int Padded(int extent) => checked(extent + 15) & ~15;
}
