namespace MultiTask;

/// <summary>Trains the network under weights of its two losses, and looks what became of each task.</summary>
public sealed class Experiment(Digits digits, int epochs = 3)
{
    private const int BatchSize = 64;

    /// <summary>Slants are learned in units of this, so that both losses are of one size.</summary>
    private const float Unit = 0.2f;

    private readonly float[] _trainingSlants = Slants.Of(digits.Training);
    private readonly float[] _testSlants = Slants.Of(digits.Test);

    /// <summary>Trains a new network under these weights, and tests it.</summary>
    public Result Train(float digitWeight, float slantWeight)
    {
        var network = new TwoTasks(seed: 1);
        var optimizer = new Adam(Schedule.Cosine(peak: 3e-3f, Batches.Count(digits.Training, BatchSize, epochs)));
        using var training = network.CreateTraining(BatchSize, optimizer);
        training.SetLossWeight("digit", digitWeight);
        training.SetLossWeight("slant", slantWeight);

        var pictures = new float[BatchSize * Digits.Pixels];
        var labels = new int[BatchSize];
        var slants = new float[BatchSize];
        Batches.Run(digits.Training, BatchSize, epochs, seed: 1, samples =>
        {
            int count = samples.Length;
            digits.Training.Fill(samples, pictures, labels);
            for (int i = 0; i < count; i++)
                slants[i] = _trainingSlants[samples[i]] / Unit;
            training.Step(new TwoTasks.Batch
            {
                Picture = pictures.AsSpan(0, count * Digits.Pixels),
                Digit = labels.AsSpan(0, count),
                Slant = slants.AsSpan(0, count),
            });
        });

        return Test(network) with
        {
            Loss = training.LastLoss,
            DigitLoss = training.LastLosses["digit"],
            SlantLoss = training.LastLosses["slant"],
        };
    }

    private Result Test(TwoTasks network)
    {
        int count = digits.Test.Count;
        var labels = new int[count];
        using var inference = network.CreateInference(batchSize: count, threads: 0);
        digits.Test.Fill(0, count, inference.Inputs[0].Values, labels);
        inference.Run(count);
        double accuracy = (double)Answers.Right(inference.Outputs[0].Values, labels) / count;

        double mean = _testSlants.Average(), error = 0, variance = 0;
        ReadOnlySpan<float> answers = inference.Outputs[1].Values;
        for (int i = 0; i < count; i++)
        {
            error += Math.Pow(Unit * answers[i] - _testSlants[i], 2);
            variance += Math.Pow(mean - _testSlants[i], 2);
        }

        return new Result { Accuracy = accuracy, Explained = 1 - error / variance };
    }
}

/// <summary>What a training came to.</summary>
public readonly record struct Result
{
    /// <summary>The loss of the last step: the weighted sum of the two below.</summary>
    public float Loss { get; init; }

    /// <summary>The cross-entropy of the last step.</summary>
    public float DigitLoss { get; init; }

    /// <summary>The squared error of the last step.</summary>
    public float SlantLoss { get; init; }

    /// <summary>The share of test pictures whose digit was found.</summary>
    public double Accuracy { get; init; }

    /// <summary>R² of the slant on test pictures: 1 is perfect, 0 is what the mean slant gives as the answer.</summary>
    public double Explained { get; init; }
}
