using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// A learning rate over the steps of a session. A number converts to a constant schedule; derive from this type for a rule of
/// your own (a record compares by value, so two equal descriptions are equal).
/// </summary>
/// <remarks>
/// Steps are updates of the parameters, t = 0, 1, 2, …, not epochs. The same arguments give the same rates, bit for bit, on
/// every system.
/// </remarks>
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
        Hyperparameter.Floor(floor, peak);
        Hyperparameter.AtLeast(1, steps);
        if (warmup < 0 || warmup >= steps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(warmup), warmup, $"warmup must be at least 0 and less than steps, {steps}; it was {warmup}.");
        }

        return new CosineSchedule(peak, steps, floor, warmup);
    }

    /// <summary>
    /// The cosine of <see cref="Cosine"/> over and over (Loshchilov, Hutter: SGDR, 2017; PyTorch's
    /// <c>CosineAnnealingWarmRestarts</c>): after a period the rate jumps back to the peak, and the next period is
    /// <paramref name="growth"/> times as long. In a period of n steps, s steps after its start, the rate is
    /// <c>floor + (peak − floor)·(1 + cos(πs / n)) / 2</c>.
    /// </summary>
    /// <param name="peak">The rate at the start of each period: finite, at least 0.</param>
    /// <param name="period">Steps of the first period: at least 1.</param>
    /// <param name="growth">How many times as long each period is as the one before: at least 1.</param>
    /// <param name="floor">What the rate falls to: at least 0, at most <paramref name="peak"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Schedule CosineRestarts(double peak, long period, int growth = 1, double floor = 0)
    {
        Hyperparameter.NotNegative(peak);
        Hyperparameter.AtLeast(1, period);
        Hyperparameter.AtLeast(1, growth);
        return new CosineRestartsSchedule(peak, period, growth, Hyperparameter.Floor(floor, peak));
    }

    /// <summary>
    /// A stair (PyTorch's <c>StepLR</c>): the rate is multiplied by a factor every so many steps,
    /// <c>rate·factorᵏ</c> with <c>k = ⌊t / every⌋</c>.
    /// </summary>
    /// <param name="rate">The first rate: finite, at least 0.</param>
    /// <param name="every">Steps of a stair: at least 1.</param>
    /// <param name="factor">What a stair multiplies by: finite, above 0; above 1 the rate rises, until a step that single precision cannot hold throws.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Schedule Step(double rate, long every, double factor) => new StepSchedule(
        Hyperparameter.NotNegative(rate), Hyperparameter.AtLeast(1, every), Hyperparameter.Positive(factor));

    /// <summary>The rate is multiplied by a factor at every step (PyTorch's <c>ExponentialLR</c>): <c>rate·factorᵗ</c>.</summary>
    /// <param name="rate">The first rate: finite, at least 0.</param>
    /// <param name="factor">PyTorch's gamma: finite, above 0; above 1 the rate rises, until a step that single precision cannot hold throws.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Schedule Exponential(double rate, double factor) => new StepSchedule(
        Hyperparameter.NotNegative(rate), 1, Hyperparameter.Positive(factor));

    /// <summary>
    /// A linear rise before another schedule: with w steps of rise the rate is <c>(t + 1) / w</c> of the other schedule's first
    /// for t &lt; w, then the other schedule's from its own step 0 on.
    /// </summary>
    /// <param name="schedule">What follows the rise; a number is a constant rate.</param>
    /// <param name="steps">Steps of the rise: at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public static Schedule Warmup(Schedule schedule, long steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new WarmupSchedule(schedule, Hyperparameter.AtLeast(1, steps));
    }

    /// <summary>
    /// One rise and one fall, each half a cosine (Smith, Topin: Super-Convergence, 2018; the rates of PyTorch's <c>OneCycleLR</c>,
    /// which leaves the momentum alone here): from <c>peak / startDivisor</c> at step 0 to the peak at step <c>rise·steps − 1</c>,
    /// down to <c>peak / startDivisor / endDivisor</c> at step <c>steps − 1</c>, where it stays.
    /// </summary>
    /// <param name="peak">The highest rate: finite, at least 0.</param>
    /// <param name="steps">Steps in all: at least 1.</param>
    /// <param name="rise">The share of the steps that the rise takes: at least 0, at most 1.</param>
    /// <param name="startDivisor">How many times lower than the peak the first rate is: finite, above 0.</param>
    /// <param name="endDivisor">How many times lower than the first rate the last one is: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Schedule OneCycle(double peak, long steps, double rise = 0.3, double startDivisor = 25, double endDivisor = 1e4) =>
        new OneCycleSchedule(
            Hyperparameter.NotNegative(peak),
            Hyperparameter.AtLeast(1, steps),
            Hyperparameter.Fraction(rise),
            Hyperparameter.Positive(startDivisor),
            Hyperparameter.Positive(endDivisor));

    /// <summary>
    /// A rate that falls when a metric stops improving (PyTorch's <c>ReduceLROnPlateau</c>). The caller reports the metric to the
    /// session whenever there is one, after an epoch for instance: after more than <paramref name="patience"/> reports in a row
    /// without an improvement the rate becomes <c>max(rate·factor, floor)</c>, from the next step on.
    /// </summary>
    /// <remarks>
    /// With best value b and threshold h, a lower metric is an improvement below <c>b·(1 − h)</c>, a higher one (with
    /// <paramref name="maximize"/>) above <c>b·(1 + h)</c>; with <paramref name="absolute"/> below <c>b − h</c> or above
    /// <c>b + h</c>. Not-a-number never is one. What has been reported belongs to the session and goes into its checkpoints;
    /// <see cref="At"/>, which knows of no session, gives the first rate.
    /// </remarks>
    /// <param name="rate">The first rate: finite, at least 0.</param>
    /// <param name="factor">What the rate is multiplied by: at least 0, below 1.</param>
    /// <param name="patience">Reports without an improvement that change nothing: at least 0.</param>
    /// <param name="threshold">How much counts as an improvement: finite, at least 0; below 1 unless <paramref name="absolute"/>.</param>
    /// <param name="absolute">Whether the threshold is a difference, as suits a metric that may be negative; else it is a share of the best value.</param>
    /// <param name="maximize">Whether higher metrics are better, as of an accuracy; else lower ones are, as of a loss.</param>
    /// <param name="cooldown">Reports after a reduction during which none counts as bad: at least 0.</param>
    /// <param name="floor">The lowest rate: at least 0, at most <paramref name="rate"/>.</param>
    /// <param name="epsilon">A reduction by this much or less is not made: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Schedule OnPlateau(
        double rate, double factor = 0.1, int patience = 10, double threshold = 1e-4, bool absolute = false, bool maximize = false,
        int cooldown = 0, double floor = 0, double epsilon = 1e-8)
    {
        Hyperparameter.NotNegative(rate);
        Hyperparameter.Factor(factor);
        Hyperparameter.AtLeast(0, patience);
        if (absolute)
            Hyperparameter.NotNegative(threshold);
        else
            Hyperparameter.Factor(threshold);
        Hyperparameter.AtLeast(0, cooldown);
        Hyperparameter.Floor(floor, rate);
        Hyperparameter.NotNegative(epsilon);
        return new PlateauSchedule(rate, factor, patience, threshold, absolute, maximize, cooldown, floor, epsilon);
    }

    /// <summary>The constant schedule of a rate.</summary>
    /// <param name="rate">The learning rate: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative or not finite.</exception>
    public static implicit operator Schedule(float rate) => Constant(rate);

    /// <summary>The constant schedule of a rate.</summary>
    /// <param name="rate">The learning rate: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative or not finite.</exception>
    public static implicit operator Schedule(double rate) => Constant(rate);

    /// <summary>Where one session is in the schedule.</summary>
    internal virtual ScheduleState CreateState() => new ScheduleState.None(this);
}
