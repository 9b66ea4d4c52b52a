namespace Saliency;

/// <summary>Trains a network, and puts its gradients to the test: are the pixels that they point at those that it needs?</summary>
public sealed class Experiment(Digits digits, int epochs = 3)
{
    private const int BatchSize = 64;

    /// <summary>The network.</summary>
    public DigitReader Network { get; } = new(seed: 1);

    /// <summary>Trains it.</summary>
    public void Train()
    {
        var optimizer = new Adam(Schedule.Cosine(peak: 2e-3f, Batches.Count(digits.Training, BatchSize, epochs)));
        using var training = Network.CreateTraining(BatchSize, optimizer);
        Batches.Run(digits.Training, BatchSize, epochs, seed: 1, samples =>
        {
            digits.Training.Fill(samples, training.Inputs[0].Values, training.Targets[0].Indices);
            training.Step(samples.Length);
        });
    }

    /// <summary>
    /// The accuracy on test pictures from which so many inked pixels are erased: those that speak most for the answer, or as
    /// many drawn by lot.
    /// </summary>
    public (double Salient, double Random) AccuracyWithout(int pixels, int pictures = 1000)
    {
        using var explainer = new Explainer(Network);
        using var inference = Network.CreateInference();
        var random = new Random(1);
        var gradient = new float[Digits.Pixels];
        var scores = new float[10];
        int salient = 0, other = 0;
        for (int i = 0; i < pictures; i++)
        {
            float[] picture = digits.Test.Sample(i).ToArray();
            explainer.Explain(picture, gradient);
            int[] ink = [.. Enumerable.Range(0, picture.Length).Where(pixel => picture[pixel] > 0.1f)];
            salient += IsRight(i, ink.OrderByDescending(pixel => gradient[pixel] * picture[pixel])) ? 1 : 0;
            random.Shuffle(ink);
            other += IsRight(i, ink) ? 1 : 0;
        }

        return ((double)salient / pictures, (double)other / pictures);

        bool IsRight(int sample, IEnumerable<int> order)
        {
            float[] picture = digits.Test.Sample(sample).ToArray();
            foreach (int pixel in order.Take(pixels))
                picture[pixel] = 0;
            inference.Run(picture, scores);
            return Answers.Best(scores) == digits.Test.Label(sample);
        }
    }
}
