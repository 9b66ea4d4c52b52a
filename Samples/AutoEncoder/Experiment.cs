namespace AutoEncoder;

/// <summary>Trains the network to give what it was given, and measures how near it comes.</summary>
public sealed class Experiment(Digits digits, int epochs = 6)
{
    private const int BatchSize = 64;

    /// <summary>The network.</summary>
    public DigitAutoEncoder Network { get; } = new(seed: 1);

    /// <summary>Trains it.</summary>
    public void Train()
    {
        var optimizer = new Adam(Schedule.Cosine(peak: 3e-3f, Batches.Count(digits.Training, BatchSize, epochs)));
        using var training = Network.CreateTraining(BatchSize, optimizer);
        var pictures = new float[BatchSize * Digits.Pixels];
        Batches.Run(digits.Training, BatchSize, epochs, seed: 1, samples =>
        {
            digits.Training.Fill(samples, pictures, []);
            Span<float> batch = pictures.AsSpan(0, samples.Length * Digits.Pixels);
            training.Step(batch, batch);
        });
    }

    /// <summary>The mean squared error of a pixel over the test pictures.</summary>
    public double Error()
    {
        using var inference = Network.CreateInference(batchSize: digits.Test.Count, threads: 0);
        digits.Test.Fill(0, digits.Test.Count, inference.Inputs[0].Values, []);
        inference.Run(digits.Test.Count);
        return SquaredError(inference.Outputs[0].Values, inference.Inputs[0].Values);
    }

    /// <summary>The same error, if every answer were the mean of all training pictures.</summary>
    public double ErrorOfMeanPicture()
    {
        var mean = new float[Digits.Pixels];
        for (int i = 0; i < digits.Training.Count; i++)
        {
            ReadOnlySpan<float> picture = digits.Training.Sample(i);
            for (int pixel = 0; pixel < mean.Length; pixel++)
                mean[pixel] += picture[pixel] / digits.Training.Count;
        }

        return Enumerable.Range(0, digits.Test.Count).Average(i => SquaredError(mean, digits.Test.Sample(i)));
    }

    /// <summary>What comes back of one test picture, and the numbers that it went through.</summary>
    public (float[] Picture, float[] Code) Reconstruct(int sample)
    {
        var picture = new float[Digits.Pixels];
        var code = new float[DigitAutoEncoder.CodeLength];
        using var inference = Network.CreateInference();
        inference.Run(digits.Test.Sample(sample), picture);
        inference.ReadNode("encode", code);
        return (picture, code);
    }

    private static double SquaredError(ReadOnlySpan<float> answers, ReadOnlySpan<float> pictures)
    {
        double sum = 0;
        for (int i = 0; i < answers.Length; i++)
            sum += (answers[i] - pictures[i]) * (answers[i] - pictures[i]);
        return sum / answers.Length;
    }
}
