using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// How a training session turns gradients into new parameters: an immutable description, which any number of sessions may
/// share. What an optimizer remembers from step to step belongs to the session.
/// </summary>
/// <remarks>
/// What happens to a gradient, in this order: its elements are clipped (<see cref="ClipValue"/>), then all gradients are
/// scaled down together (<see cref="ClipNorm"/>), then the penalty <see cref="L1"/> is added, then the optimizer's own rule
/// follows, with its weight decay. The session's gradients themselves stay as they are: whoever reads them sees them unclipped.
/// </remarks>
public abstract record Optimizer
{
    private readonly ParameterGroupList _groups = ParameterGroupList.Empty;

    /// <summary>The learning rate over the steps; the first update of a session is step 0.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Schedule LearningRate
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(LearningRate));
    }

    /// <summary>
    /// L1 penalty: <c>l1·sign(p)</c> is added to the gradient, after clipping. Finite, at least 0; 0 (none) by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double L1 { get; init => field = Hyperparameter.NotNegative(value, nameof(L1)); }

    /// <summary>
    /// Clips each element of the gradient into [−c, c], as PyTorch's <c>clip_grad_value_</c>: above 0; null (no clipping) by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? ClipValue { get; init => field = Hyperparameter.Positive(value, nameof(ClipValue)); }

    /// <summary>
    /// Keeps the norm of the gradient at c or less, as PyTorch's <c>clip_grad_norm_</c>: with n, the Euclidean norm over all
    /// parameters that are trained, every gradient is multiplied by <c>min(1, c / (n + 1e-6))</c>. Above 0; null (no clipping)
    /// by default. The update then waits for all gradients.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? ClipNorm { get; init => field = Hyperparameter.Positive(value, nameof(ClipNorm)); }

    /// <summary>
    /// Parameters with a rate, a decay or a penalty of their own, or frozen ones. The first group whose pattern fits a
    /// parameter's name has it; the others are treated by the optimizer's own numbers. A pattern that fits no parameter is an
    /// error when a session is created.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="ArgumentException">A group is null.</exception>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get => _groups;
        init => _groups = new ParameterGroupList(value ?? throw new ArgumentNullException(nameof(Groups)));
    }

    private protected Optimizer(Schedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        LearningRate = learningRate;
    }

    /// <summary>The memory of one session.</summary>
    /// <param name="segments">The parameters of the session's network.</param>
    /// <param name="length">Elements of the flat parameter buffer, padding included: a multiple of 16.</param>
    /// <exception cref="ArgumentException">A group's pattern matches no parameter.</exception>
    internal abstract OptimizerState CreateState(Segment[] segments, int length);
}
