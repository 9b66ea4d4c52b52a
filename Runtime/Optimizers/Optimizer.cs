using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// How a training session turns gradients into new parameters: an immutable description, which any number of sessions may
/// share. What an optimizer remembers from step to step belongs to the session.
/// </summary>
public abstract record Optimizer
{
    /// <summary>The learning rate over the steps; the first update of a session is step 0.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Schedule LearningRate
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(LearningRate));
    }

    private protected Optimizer(Schedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        LearningRate = learningRate;
    }

    /// <summary>The memory of one session for a flat parameter buffer.</summary>
    /// <param name="length">Elements of that buffer, padding included: a multiple of 16.</param>
    internal abstract OptimizerState CreateState(int length);
}
