using MultiTask;
using Shared;

namespace GraphGen.Tests.Learning;

/// <summary>Samples/MultiTask: two losses train one trunk, each as much as its weight says.</summary>
public class MultiTaskTests
{
    [Fact]
    public void LearnsDrawnDigits() => LearnsWhatHasWeight(SampleDigits.Drawn, epochs: 8);

    [MnistTheory]
    [InlineData(8)]
    public void LearnsMnist(int epochs) => LearnsWhatHasWeight(SampleDigits.Mnist, epochs);

    private static void LearnsWhatHasWeight(Digits digits, int epochs)
    {
        Experiment experiment = new(digits, epochs);

        Result both = experiment.Train(digitWeight: 1, slantWeight: 1);
        Assert.InRange(both.Accuracy, 0.87, 1);
        Assert.InRange(both.Explained, 0.85, 1);

        Result digit = experiment.Train(digitWeight: 1, slantWeight: 0);
        Assert.InRange(digit.Accuracy, 0.87, 1);
        Assert.InRange(digit.Explained, double.MinValue, 0.3);
        Assert.Equal(digit.DigitLoss, digit.Loss);

        Result slant = experiment.Train(digitWeight: 0, slantWeight: 2);
        Assert.InRange(slant.Accuracy, 0, 0.3);
        Assert.InRange(slant.Explained, 0.9, 1);
        Assert.Equal(2 * slant.SlantLoss, slant.Loss);
    }
}
