using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>What a <see cref="DataLoader"/> does with the samples on their way into batches.</summary>
public sealed record DataLoaderOptions
{
    /// <summary>Whether every epoch has an order of its own (<see cref="ShuffledOrder"/>), by default yes; else samples come in their order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Where the random numbers of shuffling and augmentation start.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether samples at the end of an epoch that fill no whole batch are left out; by default they are a smaller batch.</summary>
    public bool DropLast { get; init; }

    /// <summary>Random changes to the samples; by default none.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Augmentation Augmentation
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Augmentation));
    } = Augmentation.None;

    /// <summary>Shifts and scales the samples after augmentation; null, the default, leaves them as they are.</summary>
    public Normalization? Normalization { get; init; }

    /// <summary>
    /// How many batches a thread of the loader's own may be ahead: at least 2, 4 by default. 0 prepares each batch when it is asked
    /// for, on the caller's thread: right where the samples are only copied. The batches are the same either way.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 1, negative or above 1024.</exception>
    public int Prefetch
    {
        get;
        init => field = value is 0 or >= 2 and <= 1024
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Prefetch), value, $"The loader prepares 2 to 1024 batches ahead, or 0 for none; {value} was given.");
    } = 4;

    /// <summary>The same for validation and tests: every sample once, in order, without augmentation.</summary>
    public DataLoaderOptions ForEvaluation() => this with { Shuffle = false, DropLast = false, Augmentation = Augmentation.None };
}
