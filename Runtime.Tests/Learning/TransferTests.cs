using Shared;
using Transfer;

namespace GraphGen.Tests.Learning;

/// <summary>Samples/Transfer: what a frozen trunk has learned from other digits is worth more than its freedom.</summary>
public class TransferTests
{
    [Fact]
    public void HelpsOnDrawnDigits() => BeatsScratch(SampleDigits.Drawn, epochs: 8);

    [MnistTheory]
    [InlineData(8)]
    public void HelpsOnMnist(int epochs) => BeatsScratch(SampleDigits.Mnist, epochs);

    private static void BeatsScratch(Digits digits, int epochs)
    {
        Experiment experiment = new(digits);
        Assert.InRange(experiment.LearnFirstFive(epochs), 0.93, 1);
        ulong[] seeds = [1, 2];
        double scratch = seeds.Average(seed => experiment.FromScratch(10, seed));
        double transferred = seeds.Average(seed => experiment.Transfer(10, seed));
        Assert.InRange(transferred, scratch + 0.05, 1);
    }
}
