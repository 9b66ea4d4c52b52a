namespace Shared.Classifiers;

/// <summary>How a model is trained, where the user does not say otherwise.</summary>
public sealed record Recipe
{
    /// <summary>Pictures of a step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>How often to go through the training pictures.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>The first learning rate; it falls to 0 in half a cosine.</summary>
    public required float LearningRate { get; init; }

    /// <summary>The share of all steps in which the rate rises to its first value.</summary>
    public double WarmupShare { get; init; }

    /// <summary>The optimizer for a schedule of rates.</summary>
    public Func<Schedule, Optimizer> Optimizer { get; init; } = rate => new Adam(rate);

    /// <summary>The normalisation, computed on the training pictures alone; by default none.</summary>
    public Func<Dataset, Normalization?> Normalize { get; init; } = _ => null;

    /// <summary>Random changes to the training pictures; by default none.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>How the training pictures get into batches.</summary>
    public DataLoaderOptions LoaderOptions(Dataset training, ulong seed) => new()
    {
        Seed = seed,
        Normalization = Normalize(training),
        Augmentation = Augmentation,
        // Pictures that are only copied are there sooner than another thread could bring them.
        Prefetch = Augmentation.IsNone ? 0 : 4,
    };
}
