using Saliency;
using Shared;

namespace GraphGen.Tests.Learning;

/// <summary>Samples/Saliency: a one-hot gradient of the output, brought back to the pixels.</summary>
public class SaliencyTests
{
    [Fact]
    public void NamesThePixelsOfDrawnDigits() => NamesThePixelsThatMatter(SampleDigits.Drawn, epochs: 5);

    [MnistTheory]
    [InlineData(4)]
    public void NamesThePixelsOfMnist(int epochs) => NamesThePixelsThatMatter(SampleDigits.Mnist, epochs);

    [Fact]
    public void GradientIsTheSlopeOfTheWinningScore()
    {
        const double step = 0.02;
        DigitReader network = new(seed: 2);
        using Explainer explainer = new(network);
        using DigitReader.Inference inference = network.CreateInference(logits: true);
        float[] gradient = new float[Digits.Pixels], scores = new float[10];
        for (int sample = 0; sample < 10; sample++)
        {
            float[] picture = SampleDigits.Drawn.Test.Sample(sample).ToArray();
            int winner = explainer.Explain(picture, gradient);
            double norm = Math.Sqrt(gradient.Sum(slope => (double)slope * slope));
            Assert.InRange((ScoreAt(step) - ScoreAt(-step)) / (2 * step), 0.97 * norm, 1.03 * norm);

            // The winner's score, so far along the gradient.
            double ScoreAt(double distance)
            {
                inference.Run([.. picture.Zip(gradient, (ink, slope) => (float)(ink + distance / norm * slope))], scores);
                return scores[winner];
            }
        }
    }

    private static void NamesThePixelsThatMatter(Digits digits, int epochs)
    {
        Experiment experiment = new(digits, epochs);
        experiment.Train();
        var (all, _) = experiment.AccuracyWithout(0, pictures: 500);
        var (salient, random) = experiment.AccuracyWithout(20, pictures: 500);
        Assert.InRange(all, 0.9, 1);
        Assert.InRange(random, all - 0.08, 1);
        Assert.InRange(salient, 0, random - 0.3);
    }
}
