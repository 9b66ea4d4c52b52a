using System.Runtime.ExceptionServices;

namespace GraphGen.CompilerServices;

/// <summary>The memory of one batch.</summary>
internal sealed class BatchSlot(int batchSize, int elementsPerSample)
{
    public AlignedBuffer Samples { get; } = new((long)batchSize * elementsPerSample);

    public int[] Labels { get; } = new int[batchSize];

    public int[] Indices { get; } = new int[batchSize];

    public int ElementsPerSample => elementsPerSample;

    /// <summary>Samples in it.</summary>
    public int Count { get; set; }

    /// <summary>The number of the batch in its epoch.</summary>
    public int Number { get; set; }

    /// <summary>What went wrong when it was made, or null.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }
}
