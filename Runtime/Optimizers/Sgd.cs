using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Stochastic gradient descent by PyTorch's rules. With gradient g, parameter p and rate η:
/// <c>g ← g + weightDecay·p</c>; with momentum <c>b ← momentum·b + (1 − dampening)·g</c> (the first step sets b = g) and
/// <c>g ← b</c>, or <c>g ← g + momentum·b</c> for Nesterov's form; then <c>p ← p − η·g</c>.
/// </summary>
/// <remarks>Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning, 2013.</remarks>
public sealed record Sgd : Optimizer
{
    /// <summary>Describes the optimizer.</summary>
    /// <param name="learningRate">The rate η, a number or a schedule.</param>
    /// <param name="momentum">At least 0, below 1; 0 keeps no memory.</param>
    /// <param name="nesterov">Nesterov's form; needs momentum and no dampening.</param>
    /// <param name="weightDecay">L2 penalty added to the gradient: finite, at least 0.</param>
    /// <param name="dampening">The part of the gradient kept out of the momentum: at least 0, at most 1; without momentum it has no effect.</param>
    /// <exception cref="ArgumentNullException"><paramref name="learningRate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public Sgd(Schedule learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0, double dampening = 0)
        : base(learningRate)
    {
        Momentum = Hyperparameter.Factor(momentum);
        Nesterov = nesterov;
        WeightDecay = Hyperparameter.NotNegative(weightDecay);
        Dampening = Hyperparameter.Fraction(dampening);
        CheckCombination();
    }

    /// <summary>The momentum: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Momentum { get; init => field = Hyperparameter.Factor(value, nameof(Momentum)); }

    /// <summary>Whether the step looks ahead along the momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The L2 penalty added to the gradient: at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double WeightDecay { get; init => field = Hyperparameter.NotNegative(value, nameof(WeightDecay)); }

    /// <summary>The part of the gradient kept out of the momentum: at least 0, at most 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Dampening { get; init => field = Hyperparameter.Fraction(value, nameof(Dampening)); }

    internal override OptimizerState CreateState(Segment[] segments, int length)
    {
        CheckCombination(); // a `with` expression may have changed one half of it
        return Momentum == 0 ? new SgdState(this, segments) : new MomentumState(this, segments, length);
    }

    private void CheckCombination()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Nesterov), true, "Nesterov momentum needs a momentum above 0 and a dampening of 0.");
        }
    }
}
