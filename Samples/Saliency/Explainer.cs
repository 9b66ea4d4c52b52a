namespace Saliency;

/// <summary>
/// The gradient of a network's answer by its input (Simonyan, Vedaldi, Zisserman 2013): which pixels would raise the score
/// of the winning class, and which would lower it.
/// </summary>
public sealed class Explainer(DigitReader network) : IDisposable
{
    // Backward passes are a training session's; this one never updates anything.
    private readonly DigitReader.Training _session = network.CreateTraining(batchSize: 1, new Sgd(learningRate: 0f));
    private readonly float[] _oneHot = new float[10];

    /// <summary>Fills in the gradient of the greatest score, as it is before the softmax, by each pixel.</summary>
    /// <returns>The class of that score.</returns>
    public int Explain(ReadOnlySpan<float> picture, Span<float> gradient)
    {
        _session.Forward(picture);
        int winner = Answers.Best(_session.Outputs[0].Values);
        Array.Clear(_oneHot);
        _oneHot[winner] = 1;
        _session.BackwardFromGradients(_oneHot);
        _session.ReadInputGradient("input", gradient);
        return winner;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
