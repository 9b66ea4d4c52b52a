namespace DeepBelief;

/// <summary>Trains the same network on the same few labelled pictures, with and without what the machines have learnt.</summary>
public static class FewLabels
{
    private const int BatchSize = 20;
    private const int Epochs = 60;

    /// <summary>Trains and tests a network.</summary>
    /// <param name="data">Where the labelled pictures are drawn from.</param>
    /// <param name="test">The pictures to test with.</param>
    /// <param name="labels">How many pictures have a label.</param>
    /// <param name="draw">Which ones, from 0.</param>
    /// <param name="machines">What the layers begin with, or null to begin with nothing.</param>
    /// <returns>The share of test pictures that the network reads rightly.</returns>
    public static double Accuracy(Dataset data, Dataset test, int labels, int draw, BeliefNet? machines)
    {
        Dataset labelled = data.Subset([.. Enumerable.Range(draw * labels, labels)]);
        var network = new Classifier(seed: (ulong)draw);
        machines?.CopyTo(network);
        var optimizer = new Adam(Schedule.Cosine(peak: 0.01f, Batches.Count(labelled, BatchSize, Epochs)));
        using (Classifier.Training training = network.CreateTraining(BatchSize, optimizer))
        {
            Batches.Run(labelled, BatchSize, Epochs, seed: 1, samples =>
            {
                labelled.Fill(samples, training.Inputs[0].Values, training.Targets[0].Indices);
                training.Step(samples.Length);
            });
        }

        using Classifier.Inference inference = network.CreateInference(batchSize: 500, threads: 0);
        return Answers.Accuracy(inference, test);
    }
}
