using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// RMSProp by PyTorch's rules. With gradient g, parameter p and rate η: <c>g ← g + weightDecay·p</c>,
/// <c>v ← αv + (1 − α)g²</c>, <c>d = g / (√v + ε)</c>, or centered, with <c>m ← αm + (1 − α)g</c>, <c>d = g / (√(v − m²) + ε)</c>;
/// then <c>p ← p − η·d</c>, or with momentum <c>b ← momentum·b + d</c> and <c>p ← p − η·b</c>.
/// </summary>
/// <remarks>
/// Tieleman, Hinton: Lecture 6.5 of Neural Networks for Machine Learning, 2012; centered: Graves: Generating Sequences With
/// Recurrent Neural Networks, 2013. Gradients and means m below 1e-18 in magnitude, squares and variances below 1e-36 and
/// momenta below 1e-30 count as zero, which keeps denormal numbers out; a variance that rounding made negative does too.
/// </remarks>
public sealed record RmsProp : Optimizer
{
    /// <summary>Describes the optimizer.</summary>
    /// <param name="learningRate">The rate η, a number or a schedule.</param>
    /// <param name="alpha">Decay of the mean square, α: at least 0, below 1.</param>
    /// <param name="epsilon">Keeps the division finite, ε: above 0.</param>
    /// <param name="weightDecay">L2 penalty added to the gradient: finite, at least 0.</param>
    /// <param name="momentum">At least 0, below 1; 0 keeps no memory of the directions.</param>
    /// <param name="centered">Whether to divide by the deviation instead of the root of the mean square.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public RmsProp(
        Schedule learningRate, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false)
        : base(learningRate)
    {
        Alpha = Hyperparameter.Factor(alpha);
        Epsilon = Hyperparameter.Positive(epsilon);
        WeightDecay = Hyperparameter.NotNegative(weightDecay);
        Momentum = Hyperparameter.Factor(momentum);
        Centered = centered;
    }

    /// <summary>Decay of the mean square: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Alpha { get; init => field = Hyperparameter.Factor(value, nameof(Alpha)); }

    /// <summary>What the root of the mean square is raised by: above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon { get; init => field = Hyperparameter.Positive(value, nameof(Epsilon)); }

    /// <summary>The L2 penalty added to the gradient: at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double WeightDecay { get; init => field = Hyperparameter.NotNegative(value, nameof(WeightDecay)); }

    /// <summary>The momentum: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Momentum { get; init => field = Hyperparameter.Factor(value, nameof(Momentum)); }

    /// <summary>Whether the gradient is divided by its deviation instead of the root of its mean square.</summary>
    public bool Centered { get; init; }

    internal override OptimizerState CreateState(Segment[] segments, int length) => new RmsPropState(this, segments, length);
}
