namespace Shared;

/// <summary>The order of a training: epochs of shuffled batches.</summary>
public static class Batches
{
    /// <summary>Calls <paramref name="step"/> with the indices of each batch; the last of an epoch may be smaller.</summary>
    /// <param name="data">What to go through.</param>
    /// <param name="size">Samples of a batch.</param>
    /// <param name="epochs">How often to go through it.</param>
    /// <param name="seed">Where the shuffling starts.</param>
    /// <param name="step">What to do with a batch.</param>
    public static void Run(Dataset data, int size, int epochs, ulong seed, Batch step)
    {
        var order = new ShuffledOrder(data.Count, seed);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            order.Shuffle(epoch);
            for (int start = 0; start < data.Count; start += size)
                step(order.Indices.Slice(start, Math.Min(size, data.Count - start)));
        }
    }

    /// <summary>The number of batches of all epochs.</summary>
    public static long Count(Dataset data, int size, int epochs) => (long)epochs * ((data.Count + size - 1) / size);

    /// <summary>A step on some samples.</summary>
    /// <param name="samples">Their indices.</param>
    public delegate void Batch(ReadOnlySpan<int> samples);
}
