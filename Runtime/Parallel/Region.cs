namespace GraphGen.CompilerServices;

/// <summary>What all workers of one fork share: the call's size and random keys, and the plan's parts and barriers.</summary>
internal sealed class Region
{
    /// <summary>The shares, stage by stage, worker by worker: <c>Parts[stage * Workers + worker]</c>.</summary>
    public required Part[] Parts { get; set; }

    /// <summary>The number of workers that run the region.</summary>
    public required int Workers { get; set; }

    /// <inheritdoc cref="Worker.Count"/>
    public int Count { get; set; }

    /// <inheritdoc cref="Worker.FirstSample"/>
    public long FirstSample { get; set; }

    /// <inheritdoc cref="Worker.Step"/>
    public long Step { get; set; }

    /// <inheritdoc cref="Worker.Seed"/>
    public ulong Seed { get; set; }

    /// <inheritdoc cref="Worker.Accumulate"/>
    public bool Accumulate { get; set; }

    public Part PartOf(int stage, int worker) => Parts[stage * Workers + worker];

    public void Sync(int barrier) => _ = barrier;
}
