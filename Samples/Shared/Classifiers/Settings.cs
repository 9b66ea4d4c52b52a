namespace Shared.Classifiers;

/// <summary>What the user asked for, checked, and the model's own where nothing was asked for.</summary>
internal sealed record Settings(
    string? Data,
    Model Model,
    int Epochs,
    int Batch,
    int Threads,
    ulong Seed,
    float LearningRate,
    string? Save,
    string? Load);
