using Fgsm;
using Shared;

namespace GraphGen.Tests.Learning;

/// <summary>Samples/Fgsm: input gradients fool a network, and arm one.</summary>
public class FgsmTests
{
    [Fact]
    public void ArmsOnDrawnDigits() => TrainingOnAttacksArms(SampleDigits.Drawn, epochs: 8);

    [MnistTheory]
    [InlineData(5)]
    public void ArmsOnMnist(int epochs) => TrainingOnAttacksArms(SampleDigits.Mnist, epochs);

    [Fact]
    public void MovesNoPixelFartherThanAllowed()
    {
        const float epsilon = 0.05f;
        const int count = 20;
        DigitReader network = new(seed: 3);
        using DigitReader.Training session = network.CreateTraining(count, new Sgd(0f));
        float[] pictures = new float[count * Digits.Pixels], attacked = new float[count * Digits.Pixels];
        int[] labels = new int[count];
        SampleDigits.Drawn.Test.Fill(0, count, pictures, labels);
        session.Forward(pictures);
        float before = session.Backward(labels);
        new Attack(session, epsilon).Fast(pictures, attacked);
        session.Forward(attacked);
        float after = session.Backward(labels);
        new Attack(session, epsilon).Projected(pictures, labels, attacked, moves: 5);
        session.Forward(attacked);
        float strongest = session.Backward(labels);

        Assert.True(before < after && after < strongest, $"losses {before}, {after}, {strongest}");
        for (int i = 0; i < attacked.Length; i++)
        {
            Assert.InRange(attacked[i], 0f, 1f);
            Assert.InRange(attacked[i] - pictures[i], -1.0001f * epsilon, 1.0001f * epsilon);
        }
    }

    private static void TrainingOnAttacksArms(Digits digits, int epochs)
    {
        Experiment experiment = new(digits, epsilon: 0.1f, epochs);
        Result ordinary = experiment.Test(experiment.Train());
        Result armed = experiment.Test(experiment.TrainAdversarially());
        Assert.InRange(ordinary.Clean, 0.9, 1);
        Assert.InRange(ordinary.Fast, 0, 0.4);
        Assert.InRange(armed.Clean, ordinary.Clean - 0.03, 1);
        Assert.InRange(armed.Fast, ordinary.Fast + 0.3, 1);
        Assert.InRange(armed.Projected, ordinary.Projected + 0.2, 1);
    }
}
