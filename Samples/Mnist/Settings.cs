namespace Mnist;

/// <summary>What the user asked for, checked.</summary>
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
