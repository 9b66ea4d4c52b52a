using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>Makes batches: any one of any epoch, from nothing but its numbers. For one thread at a time.</summary>
internal sealed class BatchFiller
{
    private readonly Dataset _data;
    private readonly int _batchSize;
    private readonly DataLoaderOptions _options;
    private readonly Augmenter? _augmenter;
    private readonly ShuffledOrder _order;
    private long _epoch;
    private bool _isShuffled;

    public BatchFiller(Dataset data, int batchSize, DataLoaderOptions options)
    {
        _data = data;
        _batchSize = batchSize;
        _options = options;
        options.Normalization?.Check(data.Shape);
        _augmenter = options.Augmentation.IsNone ? null : new Augmenter(options.Augmentation, data.Shape);
        _order = new ShuffledOrder(data.Count, options.Seed);
    }

    /// <summary>Whether an epoch is like any other.</summary>
    public bool IsSameEveryEpoch => !_options.Shuffle && _augmenter is null;

    public BatchSlot NewSlot() => new(_batchSize, _data.ElementsPerSample);

    /// <summary>Makes a batch.</summary>
    public void Fill(BatchSlot slot, long epoch, int number)
    {
        if (_options.Shuffle && (!_isShuffled || _epoch != epoch))
        {
            _order.Shuffle(epoch);
            (_isShuffled, _epoch) = (true, epoch);
        }

        int start = number * _batchSize;
        int count = Math.Min(_batchSize, _data.Count - start);
        _order.Indices.Slice(start, count).CopyTo(slot.Indices);
        Span<float> samples = slot.Samples.Span;
        _data.Fill(slot.Indices.AsSpan(0, count), samples, slot.Labels);
        int elements = slot.ElementsPerSample;
        if (_augmenter is not null)
        {
            ulong key = SampleRandom.Key(_options.Seed, epoch);
            for (int i = 0; i < count; i++)
                _augmenter.Apply(samples.Slice(i * elements, elements), key, slot.Indices[i]);
        }

        _options.Normalization?.Apply(samples[..(count * elements)], _data.Shape);
        slot.Number = number;
        slot.Count = count;
    }
}
