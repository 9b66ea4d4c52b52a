using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// A learning rate over the steps of a session. A number converts to a constant schedule; derive from this type for a rule of
/// your own (a record compares by value, so two equal descriptions are equal).
/// </summary>
public abstract record Schedule
{
    /// <summary>The learning rate of one step.</summary>
    /// <param name="step">The number of updates made before it: 0 for the first.</param>
    /// <returns>A finite number of 0 or more.</returns>
    public abstract double At(long step);

    /// <summary>The same rate at every step.</summary>
    /// <param name="rate">The learning rate: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative or not finite.</exception>
    public static Schedule Constant(double rate) => new ConstantSchedule(Hyperparameter.NotNegative(rate));

    /// <summary>
    /// Half a cosine from <paramref name="peak"/> down to <paramref name="floor"/> (Loshchilov, Hutter: SGDR, 2017, without
    /// restarts), after an optional linear rise: with w warm-up steps and n steps in all the rate is
    /// <c>peak·(t + 1) / w</c> for t &lt; w, then <c>floor + (peak − floor)·(1 + cos(π(t − w) / (n − w))) / 2</c>, and
    /// <c>floor</c> from step n on.
    /// </summary>
    /// <param name="peak">The highest rate: finite, at least 0.</param>
    /// <param name="steps">The step at which the floor is reached, warm-up included: at least 1.</param>
    /// <param name="floor">The last rate: at least 0, at most <paramref name="peak"/>.</param>
    /// <param name="warmup">Steps of linear rise: at least 0, fewer than <paramref name="steps"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Schedule Cosine(double peak, long steps, double floor = 0, long warmup = 0)
    {
        Hyperparameter.NotNegative(peak);
        Hyperparameter.NotNegative(floor);
        if (floor > peak)
            throw new ArgumentOutOfRangeException(nameof(floor), floor, $"floor must be at most the peak, {Hyperparameter.Text(peak)}.");
        if (steps < 1)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "steps must be at least 1.");
        if (warmup < 0 || warmup >= steps)
            throw new ArgumentOutOfRangeException(nameof(warmup), warmup, $"warmup must be at least 0 and less than steps, {steps}.");
        return new CosineSchedule(peak, steps, floor, warmup);
    }

    /// <summary>The constant schedule of a rate.</summary>
    /// <param name="rate">The learning rate: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative or not finite.</exception>
    public static implicit operator Schedule(float rate) => Constant(rate);

    /// <summary>The constant schedule of a rate.</summary>
    /// <param name="rate">The learning rate: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative or not finite.</exception>
    public static implicit operator Schedule(double rate) => Constant(rate);

    private sealed record ConstantSchedule(double Rate) : Schedule
    {
        public override double At(long step) => Rate;
    }

    private sealed record CosineSchedule(double Peak, long Steps, double Floor, long Warmup) : Schedule
    {
        public override double At(long step)
        {
            if (step < Warmup)
                return Peak * (step + 1) / Warmup;
            if (step >= Steps)
                return Floor;
            double progress = (double)(step - Warmup) / (Steps - Warmup);
            return Floor + (Peak - Floor) * (0.5 * (1 + DeterministicMath.CosPi(progress)));
        }
    }
}
