namespace Shared.Classifiers;

/// <summary>Where an epoch stands.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Share">How much of the epoch is done, from 0 to 1.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="Accuracy">The share of this epoch's training pictures read rightly, as the training sees them (augmented, under dropout), before each step.</param>
/// <param name="SamplesPerSecond">Training pictures a second in this epoch.</param>
/// <param name="Left">The time that the rest of the training should take.</param>
internal readonly record struct EpochProgress(
    int Epoch, int Epochs, double Share, double Loss, double Accuracy, double SamplesPerSecond, TimeSpan Left);

/// <summary>What an epoch came to.</summary>
/// <param name="Last">The progress at its end.</param>
/// <param name="ValidationAccuracy">The share of the held-out pictures read rightly.</param>
/// <param name="Time">What it took, validation included.</param>
internal readonly record struct EpochResult(EpochProgress Last, double ValidationAccuracy, TimeSpan Time);
