namespace Transfer;

/// <summary>Learns the digits 0 to 4 from many pictures, then 5 to 9 from few.</summary>
public sealed class Experiment(Digits digits)
{
    /// <summary>For learning from few pictures, with or without a trunk that came along.</summary>
    private static readonly Adam s_optimizer = new(3e-3f);

    private readonly WholeNetwork _teacher = new(seed: 1);
    private readonly Dataset _last = ShiftedDigits.Of(digits.Training, first: 5, seed: 3);
    private readonly Dataset _lastTest = ShiftedDigits.Of(digits.Test, first: 5, seed: 4);

    /// <summary>Trains the trunk on the digits 0 to 4, every epoch moved anew.</summary>
    /// <returns>The accuracy on test pictures of these digits.</returns>
    public double LearnFirstFive(int epochs = 4)
    {
        const int batchSize = 64;
        Dataset pictures = ShiftedDigits.Of(digits.Training, first: 0, seed: 100);
        var optimizer = new Adam(Schedule.Cosine(peak: 3e-3f, Batches.Count(pictures, batchSize, epochs)));
        using var training = _teacher.CreateTraining(batchSize, optimizer);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            Learn(training, pictures, epochs: 1, seed: (ulong)epoch);
            pictures = ShiftedDigits.Of(digits.Training, first: 0, seed: 100 + epoch);
        }

        return Accuracy(_teacher.CreateInference(batchSize: 500, threads: 0), ShiftedDigits.Of(digits.Test, first: 0, seed: 2));
    }

    /// <summary>Learns the digits 5 to 9 with the trunk of the first five, which stays as it is, and a new head.</summary>
    /// <returns>The accuracy on test pictures of these digits.</returns>
    public double Transfer(int picturesOfEach, ulong seed)
    {
        var network = new HeadOnly(seed);
        using var file = new MemoryStream();
        _teacher.Save(file);
        file.Position = 0;
        network.Load(file, new LoadOptions { Strict = false, Rename = name => name.StartsWith("trunk.") ? name : null });

        using var training = network.CreateTraining(batchSize: 10, s_optimizer);
        Learn(training, ShiftedDigits.Few(_last, picturesOfEach, seed), epochs: 60, seed);
        return Accuracy(network.CreateInference(batchSize: 500, threads: 0), _lastTest);
    }

    /// <summary>Learns the digits 5 to 9 from the same few pictures, and everything from them.</summary>
    /// <returns>The accuracy on test pictures of these digits.</returns>
    public double FromScratch(int picturesOfEach, ulong seed)
    {
        var network = new WholeNetwork(seed);
        using var training = network.CreateTraining(batchSize: 10, s_optimizer);
        Learn(training, ShiftedDigits.Few(_last, picturesOfEach, seed), epochs: 60, seed);
        return Accuracy(network.CreateInference(batchSize: 500, threads: 0), _lastTest);
    }

    private static void Learn(TrainingSession training, Dataset data, int epochs, ulong seed) =>
        Batches.Run(data, training.BatchSize, epochs, seed, samples =>
        {
            data.Fill(samples, training.Inputs[0].Values, training.Targets[0].Indices);
            training.Step(samples.Length);
        });

    private static double Accuracy(InferenceSession inference, Dataset data)
    {
        using (inference)
            return Answers.Accuracy(inference, data);
    }
}
