using AutoEncoder;
using Shared;

namespace GraphGen.Tests.Learning;

/// <summary>Samples/AutoEncoder: pictures come back through twelve numbers, far better than as the mean picture.</summary>
public class AutoEncoderTests
{
    [Fact]
    public void RedrawsDrawnDigits() => ComesFarBelowTheMeanPicture(SampleDigits.Drawn, epochs: 20);

    [MnistTheory]
    [InlineData(10)]
    public void RedrawsMnist(int epochs) => ComesFarBelowTheMeanPicture(SampleDigits.Mnist, epochs);

    private static void ComesFarBelowTheMeanPicture(Digits digits, int epochs)
    {
        Experiment experiment = new(digits, epochs);
        double mean = experiment.ErrorOfMeanPicture();
        Assert.InRange(experiment.Error(), mean, 1);
        experiment.Train();
        Assert.InRange(experiment.Error(), 0, mean / 3);

        // The code says which picture it is: those of two pictures differ, and so do what comes back.
        var (first, firstCode) = experiment.Reconstruct(0);
        var (second, secondCode) = experiment.Reconstruct(1);
        Assert.NotEqual(firstCode, secondCode);
        Assert.NotEqual(first, second);
    }
}
