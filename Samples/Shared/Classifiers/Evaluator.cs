namespace Shared.Classifiers;

/// <summary>Runs a network over pictures and counts.</summary>
internal sealed class Evaluator : IDisposable
{
    public const int BatchSize = 250;
    private readonly InferenceSession _inference;
    private readonly Dataset _data;
    private readonly DataLoader _loader;

    /// <param name="inference">Runs the network; disposed of with this.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="training">How pictures of the training get into batches: these are normalised alike, and not augmented.</param>
    public Evaluator(InferenceSession inference, Dataset data, DataLoaderOptions training)
    {
        _inference = inference;
        _data = data;
        _loader = new DataLoader(data, inference.BatchSize, training.ForEvaluation() with { Prefetch = 0 });
    }

    public Evaluation Run()
    {
        var predicted = new int[_data.Count];
        var confidence = new float[_data.Count];
        var confusion = new int[_data.Classes, _data.Classes];
        foreach (DataBatch batch in _loader.Epoch(0))
        {
            batch.CopyTo(_inference.Inputs[0]);
            _inference.Run(batch.Count);
            ReadOnlySpan<float> probabilities = _inference.Outputs[0].Values;
            for (int i = 0; i < batch.Count; i++)
            {
                ReadOnlySpan<float> row = probabilities.Slice(i * _data.Classes, _data.Classes);
                int best = Answers.Best(row);
                predicted[batch.Indices[i]] = best;
                confidence[batch.Indices[i]] = row[best];
                confusion[batch.Labels[i], best]++;
            }
        }

        return new Evaluation(predicted, confidence, confusion);
    }

    public void Dispose()
    {
        _loader.Dispose();
        _inference.Dispose();
    }
}
