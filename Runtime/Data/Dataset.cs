using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// Samples with their labels in memory. Parts (<see cref="Split"/>, <see cref="Subset"/>) share the memory of the whole.
/// Immutable; any number of threads may read it. Filling a batch allocates nothing.
/// </summary>
/// <remarks>
/// Elements are floats, or bytes that become floats when they are read: pictures come as bytes, and so take a quarter of the
/// memory and of the time to fetch it.
/// </remarks>
public sealed class Dataset
{
    /// <summary>The elements if they are floats, else null.</summary>
    private readonly float[]? _values;

    /// <summary>The elements if they are bytes, else null.</summary>
    private readonly byte[]? _bytes;

    /// <summary>What bytes are multiplied by.</summary>
    private readonly float _scale;
    private readonly int[] _labels;
    private readonly int[] _shape;

    /// <summary>Where the samples of a part lie in the whole; null for the whole itself.</summary>
    private readonly int[]? _places;

    /// <summary>Makes a dataset over arrays, which it takes over: don't change them afterwards.</summary>
    /// <param name="values">The elements, sample after sample, each row-major.</param>
    /// <param name="labels">A class index from 0 to <paramref name="classes"/> - 1 for each sample.</param>
    /// <param name="shape">The shape of a sample, such as [1, 28, 28]: channel, height, width.</param>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">
    /// The values are not as many as labels and shape ask for, an extent is below 1, or a label is out of range.
    /// </exception>
    public Dataset(float[] values, int[] labels, ReadOnlySpan<int> shape, int classes)
        : this(labels, shape, classes, values ?? throw new ArgumentNullException(nameof(values)), null, 1)
    {
    }

    private Dataset(int[] labels, ReadOnlySpan<int> shape, int classes, float[]? values, byte[]? bytes, float scale)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        long elements = 1;
        foreach (int extent in shape)
        {
            if (extent < 1)
                throw new ArgumentException($"Every extent of a sample's shape is at least 1, but one is {extent}.", nameof(shape));
            elements = checked(elements * extent);
        }

        int length = values?.Length ?? bytes!.Length;
        if (length != elements * labels.Length)
            throw new ArgumentException($"{labels.Length} samples of {elements} elements take {elements * labels.Length} values, but {length} came.", nameof(values));
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentException($"Labels are from 0 to {classes - 1}, but label {i} is {labels[i]}.", nameof(labels));
        }

        _values = values;
        _bytes = bytes;
        _scale = scale;
        _labels = labels;
        _shape = shape.ToArray();
        Count = labels.Length;
        Classes = classes;
        ElementsPerSample = (int)elements;
    }

    private Dataset(Dataset whole, int[] places)
    {
        _values = whole._values;
        _bytes = whole._bytes;
        _scale = whole._scale;
        _labels = whole._labels;
        _shape = whole._shape;
        _places = places;
        Count = places.Length;
        Classes = whole.Classes;
        ElementsPerSample = whole.ElementsPerSample;
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of elements of a sample: the product of <see cref="Shape"/>.</summary>
    public int ElementsPerSample { get; }

    /// <summary>The shape of a sample.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Makes a dataset over arrays, which it takes over: don't change them afterwards. Its elements stay bytes in memory.</summary>
    /// <param name="values">The elements, sample after sample, each row-major.</param>
    /// <param name="labels">A class index from 0 to <paramref name="classes"/> - 1 for each sample.</param>
    /// <param name="shape">The shape of a sample, such as [3, 32, 32]: channel, height, width.</param>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <param name="scale">What every byte is multiplied by when it is read. By default elements are from 0 to 1.</param>
    /// <exception cref="ArgumentException">
    /// The values are not as many as labels and shape ask for, an extent is below 1, a label is out of range, or the scale is
    /// not finite.
    /// </exception>
    public static Dataset OfBytes(byte[] values, int[] labels, ReadOnlySpan<int> shape, int classes, float scale = 1f / 255)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!float.IsFinite(scale))
            throw new ArgumentException($"The scale of bytes is a finite number, but {scale} was given.", nameof(scale));
        return new(labels, shape, classes, null, values, scale);
    }

    /// <summary>
    /// The elements of a sample, row-major. Where the dataset holds bytes this is a new array at every call:
    /// <see cref="Fill(int, int, Span{float}, Span{int})"/> is the way without.
    /// </summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public ReadOnlySpan<float> Sample(int index)
    {
        int place = Place(index);
        if (_values is not null)
            return new(_values, place * ElementsPerSample, ElementsPerSample);
        var values = new float[ElementsPerSample];
        Read(place, values);
        return values;
    }

    /// <summary>The class of a sample.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public int Label(int index) => _labels[Place(index)];

    /// <summary>Copies a batch: the samples at these indices, in this order.</summary>
    /// <param name="indices">Indices of samples, such as a part of <see cref="ShuffledOrder.Indices"/>.</param>
    /// <param name="samples">Receives the elements of the samples; may be longer than needed.</param>
    /// <param name="labels">Receives the classes; may be longer than needed, or empty where they are not wanted.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public void Fill(ReadOnlySpan<int> indices, Span<float> samples, Span<int> labels)
    {
        CheckRoom(indices.Length, samples.Length, labels.Length);
        for (int i = 0; i < indices.Length; i++)
            Copy(indices[i], i, samples, labels);
    }

    /// <summary>Copies a batch of consecutive samples.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="samples">Receives the elements of the samples; may be longer than needed.</param>
    /// <param name="labels">Receives the classes; may be longer than needed, or empty where they are not wanted.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The samples are out of range.</exception>
    public void Fill(int start, int count, Span<float> samples, Span<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckRoom(count, samples.Length, labels.Length);
        for (int i = 0; i < count; i++)
            Copy(start + i, i, samples, labels);
    }

    /// <summary>The samples at these indices, in this order, in the same memory.</summary>
    /// <param name="indices">Indices from 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public Dataset Subset(ReadOnlySpan<int> indices)
    {
        var places = new int[indices.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = Place(indices[i]);
        return new Dataset(this, places);
    }

    /// <summary>
    /// Splits off samples drawn at random, for validation. Both parts keep the order of the whole; the same seed gives the
    /// same parts everywhere.
    /// </summary>
    /// <param name="held">The number of samples to hold out, from 0 to <see cref="Count"/>.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="held"/> is out of range.</exception>
    public (Dataset Training, Dataset Held) Split(int held, ulong seed)
    {
        if (held < 0 || held > Count)
            throw new ArgumentOutOfRangeException(nameof(held), held, $"Of {Count} samples, 0 to {Count} can be held out, not {held}.");
        var order = new ShuffledOrder(Count, seed);
        order.Shuffle(epoch: 0);
        int[] indices = order.Indices.ToArray();
        Array.Sort(indices, 0, held);
        Array.Sort(indices, held, Count - held);
        return (Subset(indices.AsSpan(held)), Subset(indices.AsSpan(0, held)));
    }

    private int Place(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The samples are 0 to {Count - 1}, but {index} was asked for.");
        return _places is null ? index : _places[index];
    }

    private void Copy(int index, int row, Span<float> samples, Span<int> labels)
    {
        int place = Place(index);
        Read(place, samples.Slice(row * ElementsPerSample, ElementsPerSample));
        if (!labels.IsEmpty)
            labels[row] = _labels[place];
    }

    private void Read(int place, Span<float> sample)
    {
        if (_values is not null)
            _values.AsSpan(place * ElementsPerSample, ElementsPerSample).CopyTo(sample);
        else
            ByteValues.ToFloats(_bytes.AsSpan(place * ElementsPerSample, ElementsPerSample), _scale, sample);
    }

    private void CheckRoom(int count, int samples, int labels)
    {
        if (samples < (long)count * ElementsPerSample)
            throw new ArgumentException($"{count} samples of {ElementsPerSample} elements take {(long)count * ElementsPerSample}, but the span has {samples}.", nameof(samples));
        if (labels != 0 && labels < count)
            throw new ArgumentException($"{count} samples have {count} labels, but the span has {labels}.", nameof(labels));
    }
}
