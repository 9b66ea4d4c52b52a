using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// AdaGrad by PyTorch's rules. With gradient g, parameter p, rate η and t = 1, 2, …:
/// <c>g ← g + weightDecay·p</c>, <c>s ← s + g²</c>, <c>p ← p − η / (1 + (t − 1)·learningRateDecay)·g / (√s + ε)</c>.
/// </summary>
/// <remarks>
/// Duchi, Hazan, Singer: Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011. Gradients below
/// 1e-18 in magnitude count as zero, which keeps denormal numbers out.
/// </remarks>
public sealed record AdaGrad : Optimizer
{
    /// <summary>Describes the optimizer.</summary>
    /// <param name="learningRate">The rate η, a number or a schedule.</param>
    /// <param name="learningRateDecay">How fast the rate falls, on top of its schedule: finite, at least 0.</param>
    /// <param name="weightDecay">L2 penalty added to the gradient: finite, at least 0.</param>
    /// <param name="initialAccumulator">What the sums of squares s start from: finite, at least 0.</param>
    /// <param name="epsilon">Keeps the division finite, ε: above 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public AdaGrad(
        Schedule learningRate, double learningRateDecay = 0, double weightDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10)
        : base(learningRate)
    {
        LearningRateDecay = Hyperparameter.NotNegative(learningRateDecay);
        WeightDecay = Hyperparameter.NotNegative(weightDecay);
        InitialAccumulator = Hyperparameter.NotNegative(initialAccumulator);
        Epsilon = Hyperparameter.Positive(epsilon);
    }

    /// <summary>How fast the rate falls, on top of its schedule: at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double LearningRateDecay { get; init => field = Hyperparameter.NotNegative(value, nameof(LearningRateDecay)); }

    /// <summary>The L2 penalty added to the gradient: at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double WeightDecay { get; init => field = Hyperparameter.NotNegative(value, nameof(WeightDecay)); }

    /// <summary>What the sums of squares start from: at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double InitialAccumulator { get; init => field = Hyperparameter.NotNegative(value, nameof(InitialAccumulator)); }

    /// <summary>What the root of the sum of squares is raised by: above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon { get; init => field = Hyperparameter.Positive(value, nameof(Epsilon)); }

    internal override OptimizerState CreateState(Segment[] segments, int length) => new AdaGradState(this, segments, length);
}
