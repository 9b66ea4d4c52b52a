using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Adam by PyTorch's rules. With gradient g, parameter p, rate η and t = 1, 2, …:
/// <c>g ← g + weightDecay·p</c>, <c>m ← β₁m + (1 − β₁)g</c>, <c>v ← β₂v + (1 − β₂)g²</c>,
/// <c>p ← p − η·(m / (1 − β₁ᵗ)) / (√v / √(1 − β₂ᵗ) + ε)</c>.
/// </summary>
/// <remarks>
/// Kingma, Ba: Adam: A Method for Stochastic Optimization, 2015. Gradients below 1e-18 in magnitude and moments below 1e-30
/// (of the squares 1e-36) count as zero, which keeps denormal numbers out.
/// </remarks>
public sealed record Adam : Optimizer
{
    /// <summary>Describes the optimizer.</summary>
    /// <param name="learningRate">The rate η, a number or a schedule.</param>
    /// <param name="beta1">Decay of the mean gradient, β₁: at least 0, below 1.</param>
    /// <param name="beta2">Decay of the mean square, β₂: at least 0, below 1.</param>
    /// <param name="epsilon">Keeps the division finite, ε: above 0.</param>
    /// <param name="weightDecay">L2 penalty added to the gradient: finite, at least 0. See <see cref="AdamW"/> for decay apart from it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public Adam(Schedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate)
    {
        Beta1 = Hyperparameter.Factor(beta1);
        Beta2 = Hyperparameter.Factor(beta2);
        Epsilon = Hyperparameter.Positive(epsilon);
        WeightDecay = Hyperparameter.NotNegative(weightDecay);
    }

    /// <summary>Decay of the mean gradient: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta1 { get; init => field = Hyperparameter.Factor(value, nameof(Beta1)); }

    /// <summary>Decay of the mean square: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta2 { get; init => field = Hyperparameter.Factor(value, nameof(Beta2)); }

    /// <summary>What the root of the mean square is raised by: above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon { get; init => field = Hyperparameter.Positive(value, nameof(Epsilon)); }

    /// <summary>The L2 penalty added to the gradient: at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double WeightDecay { get; init => field = Hyperparameter.NotNegative(value, nameof(WeightDecay)); }

    internal override OptimizerState CreateState(Segment[] segments, int length) =>
        new AdamState(this, Beta1, Beta2, Epsilon, WeightDecay, decoupled: false, segments, length);
}
