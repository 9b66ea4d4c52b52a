using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// Goes through a dataset in batches, epoch after epoch: it shuffles, augments and normalises on a thread of its own, some batches
/// ahead, into memory that it takes once. After the first batches nothing is allocated.
/// <code>
/// using var loader = new DataLoader(training, batchSize: 32, new() { Seed = 1, Normalization = normalization, Augmentation = augmentation });
/// for (int epoch = 1; epoch &lt;= epochs; epoch++)
/// {
///     foreach (DataBatch batch in loader.Epoch(epoch))
///         loss = session.Step(batch.Samples, batch.Labels);
/// }
/// </code>
/// </summary>
/// <remarks>
/// A batch is a function of the dataset, the options, the number of the epoch and its own number alone: the same bits however far
/// ahead it was made, and any epoch can be had again. A loader serves one reader at a time.
/// </remarks>
public sealed class DataLoader : IDisposable
{
    private readonly BatchQueue _queue;

    /// <summary>Makes a loader. Its thread starts with the first epoch.</summary>
    /// <param name="data">What to go through; at least one sample.</param>
    /// <param name="batchSize">Samples of a batch, at least 1.</param>
    /// <param name="options">What to do with the samples; by default they are shuffled with seed 0.</param>
    /// <exception cref="ArgumentException">
    /// The dataset is empty or has no whole batch where only those count, or the augmentation or normalisation does not fit its shape.
    /// </exception>
    public DataLoader(Dataset data, int batchSize, DataLoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (data.Count == 0)
            throw new ArgumentException("A loader needs at least one sample, but the dataset is empty.", nameof(data));
        Options = options ?? new DataLoaderOptions();
        BatchSize = batchSize;
        BatchesPerEpoch = Options.DropLast ? data.Count / batchSize : (data.Count - 1) / batchSize + 1;
        if (BatchesPerEpoch == 0)
            throw new ArgumentException($"Only whole batches were asked for, but {data.Count} samples make no batch of {batchSize}.", nameof(batchSize));
        Data = data;
        var filler = new BatchFiller(data, batchSize, Options);
        _queue = new BatchQueue(filler, Options.Prefetch, BatchesPerEpoch);
    }

    /// <summary>What it goes through.</summary>
    public Dataset Data { get; }

    /// <summary>What it does with the samples.</summary>
    public DataLoaderOptions Options { get; }

    /// <summary>Samples of a batch; the last batch of an epoch may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>
    /// The batches of an epoch, for <c>foreach</c>. Epochs that follow one another by number don't wait for their first batch. Leaving the
    /// loop early is fine; beginning an epoch ends the one before. What a change of your own throws in
    /// <see cref="Augmentation.Then(SampleChange)"/> comes out of the loop.
    /// </summary>
    /// <param name="number">The number of the epoch, on which its order and its augmentation depend.</param>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public DataEpoch Epoch(long number) => new(_queue, _queue.Begin(number));

    /// <summary>Stops the loader's thread and waits for it. Spans of batches stay readable.</summary>
    public void Dispose() => _queue.Dispose();
}
