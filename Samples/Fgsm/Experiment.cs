namespace Fgsm;

/// <summary>Trains a network with or without attacked pictures, and attacks it.</summary>
public sealed class Experiment(Digits digits, float epsilon = 0.1f, int epochs = 4)
{
    private const int BatchSize = 64;

    /// <summary>The ordinary training: forward, backward, update in one call.</summary>
    public DigitReader Train()
    {
        var network = new DigitReader(seed: 1);
        using DigitReader.Training training = network.CreateTraining(BatchSize, Optimizer());
        Batches.Run(digits.Training, BatchSize, epochs, seed: 1, samples =>
        {
            digits.Training.Fill(samples, training.Inputs[0].Values, training.Targets[0].Indices);
            training.Step(samples.Length);
        });
        return network;
    }

    /// <summary>
    /// The adversarial training: the backward pass of each batch says how to attack it, and the gradients of the attacked
    /// batch add to those of the clean one; half their sum is the gradient of the mean of both losses.
    /// </summary>
    public DigitReader TrainAdversarially()
    {
        var network = new DigitReader(seed: 1);
        using DigitReader.Training training = network.CreateTraining(BatchSize, Optimizer());
        var attack = new Attack(training, epsilon);
        var pictures = new float[BatchSize * Digits.Pixels];
        var labels = new int[BatchSize];
        Batches.Run(digits.Training, BatchSize, epochs, seed: 1, samples =>
        {
            Span<float> batch = pictures.AsSpan(0, samples.Length * Digits.Pixels);
            Span<int> targets = labels.AsSpan(0, samples.Length);
            digits.Training.Fill(samples, batch, targets);
            training.ZeroGradients();
            training.Forward(batch);
            training.Backward(targets);
            attack.Fast(batch, batch);
            training.Forward(batch);
            training.Backward(targets);
            training.ApplyGradients(scale: 0.5f);
        });
        return network;
    }

    /// <summary>The accuracy on the test pictures as they are, and under both attacks.</summary>
    public Result Test(DigitReader network)
    {
        using DigitReader.Training session = network.CreateTraining(batchSize: 500, Optimizer());
        using DigitReader.Inference inference = network.CreateInference(batchSize: 500, threads: 0);
        var attack = new Attack(session, epsilon);
        int clean = 0, fast = 0, projected = 0;
        for (int start = 0; start < digits.Test.Count; start += 500)
        {
            int count = Math.Min(500, digits.Test.Count - start);
            var pictures = new float[count * Digits.Pixels];
            var attacked = new float[count * Digits.Pixels];
            var scores = new float[count * 10];
            var labels = new int[count];
            digits.Test.Fill(start, count, pictures, labels);
            inference.Run(pictures, scores);
            clean += Answers.Right(scores, labels);

            session.Forward(pictures);
            session.Backward(labels);
            attack.Fast(pictures, attacked);
            inference.Run(attacked, scores);
            fast += Answers.Right(scores, labels);

            attack.Projected(pictures, labels, attacked);
            inference.Run(attacked, scores);
            projected += Answers.Right(scores, labels);
        }

        double all = digits.Test.Count;
        return new Result(clean / all, fast / all, projected / all);
    }

    private Adam Optimizer() => new(Schedule.Cosine(peak: 2e-3f, Batches.Count(digits.Training, BatchSize, epochs)));
}

/// <summary>Accuracies on test pictures.</summary>
/// <param name="Clean">As they are.</param>
/// <param name="Fast">After one move along the sign of the gradient.</param>
/// <param name="Projected">After many small moves, the stronger attack.</param>
public readonly record struct Result(double Clean, double Fast, double Projected);
