namespace DeepBelief;

/// <summary>
/// Trains a restricted Boltzmann machine by one step of contrastive divergence (CD-1, Hinton, 2002): the weights change by the mean
/// of v·hᵀ with true pictures v, less that with the machine's own. The backward pass of a dense layer is all that takes. Given h
/// for the gradient of its output, v·hᵀ is the gradient of its weights, and h·W, the way down, the gradient of its input.
/// </summary>
public sealed class Machine : IDisposable
{
    private readonly TrainingSession _machine;
    private readonly TrainingSession _view;
    private readonly Port _hidden;
    private readonly Random _random;

    /// <param name="machine">From pictures to the hidden units: their activities, then their probabilities.</param>
    /// <param name="view">From the activities of pixels, less their biases, to pictures: activities, then probabilities.</param>
    /// <param name="seed">Of the states of the hidden units.</param>
    public Machine(TrainingSession machine, TrainingSession view, int seed)
    {
        _machine = machine;
        _view = view;
        _hidden = machine.OutputGradients[0];
        _random = new Random(seed);
        view.Inputs[1].Values.Fill(1);
    }

    /// <summary>Where the pictures are to lie for <see cref="Learn"/>.</summary>
    public Port Pictures => _view.Targets[0];

    /// <summary>One step on that many pictures.</summary>
    /// <returns>How far the machine's own pictures are from them: the mean cross-entropy of a pixel.</returns>
    public float Learn(int count)
    {
        // Up: the true pictures wake hidden units, each with its probability.
        Pictures.Values.CopyTo(_machine.Inputs[0].Values);
        _machine.Forward(count);
        ReadOnlySpan<float> probabilities = _machine.Outputs[1].Values[..(count * _hidden.ElementsPerSample)];
        for (int i = 0; i < probabilities.Length; i++)
            _hidden.Values[i] = _random.NextSingle() < probabilities[i] ? -1 : 0; // minus, since training descends

        // Down, and the first half of the gradient with it. The step of the view trains the biases of the pixels by the very same
        // rule, true less own, since that is the gradient of the cross-entropy.
        _machine.BackwardFromGradients();
        Span<float> weighed = _view.Inputs[0].Values[..(count * _view.Inputs[0].ElementsPerSample)];
        _machine.ReadInputGradient("visible", weighed);
        foreach (ref float value in weighed)
            value = -value;
        float error = _view.Step(count);

        // Up again from the machine's own pictures, and the other half.
        _view.Outputs[1].Values.CopyTo(_machine.Inputs[0].Values);
        _machine.Forward(count);
        _machine.Outputs[1].Values.CopyTo(_hidden.Values);
        _machine.BackwardFromGradients();
        _machine.ApplyGradients(1f / count);
        _machine.ZeroGradients();
        return error;
    }

    public void Dispose()
    {
        _machine.Dispose();
        _view.Dispose();
    }
}
