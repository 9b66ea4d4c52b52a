namespace Mnist.Training;

/// <summary>Runs a network over pictures and counts.</summary>
internal sealed class Evaluator(InferenceSession inference) : IDisposable
{
    public const int BatchSize = 250;

    public Evaluation Run(Dataset data)
    {
        var predicted = new int[data.Count];
        var confidence = new float[data.Count];
        var confusion = new int[data.Classes, data.Classes];
        Span<float> probabilities = inference.Outputs[0].Values;
        for (int start = 0; start < data.Count; start += inference.BatchSize)
        {
            int count = Math.Min(inference.BatchSize, data.Count - start);
            data.Fill(start, count, inference.Inputs[0].Values, []);
            inference.Run(count);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = probabilities.Slice(i * data.Classes, data.Classes);
                int best = Answers.Best(row);
                predicted[start + i] = best;
                confidence[start + i] = row[best];
                confusion[data.Label(start + i), best]++;
            }
        }

        return new Evaluation(predicted, confidence, confusion);
    }

    public void Dispose() => inference.Dispose();
}
