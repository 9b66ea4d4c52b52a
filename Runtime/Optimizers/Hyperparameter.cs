using System.Globalization;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Ranges of the optimizers' arguments: each message says what was expected; the exception adds what came.</summary>
internal static class Hyperparameter
{
    /// <summary>Lets finite numbers of 0 or more through.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && value <= float.MaxValue ? value : throw Outside(name, value, "must be a finite number of 0 or more");

    /// <summary>Lets no number, and finite numbers of 0 or more through.</summary>
    public static double? NotNegative(double? value, string name) => value is { } number ? NotNegative(number, name) : null;

    /// <summary>Lets decay factors through: at least 0, below 1, also after rounding to single precision.</summary>
    public static double Factor(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && (float)value < 1 ? value : throw Outside(name, value, "must be at least 0 and below 1");

    /// <summary>Lets shares through: at least 0, at most 1.</summary>
    public static double Fraction(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && value <= 1 ? value : throw Outside(name, value, "must be at least 0 and at most 1");

    /// <summary>Lets positive numbers through that single precision can hold.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= SmallestNormal && value <= float.MaxValue
            ? value
            : throw Outside(name, value, "must be a finite number above 0 (at least 1.2e-38, so that single precision holds it)");

    /// <summary>Lets no number, and positive numbers through that single precision can hold.</summary>
    public static double? Positive(double? value, string name) => value is { } number ? Positive(number, name) : null;

    /// <summary>Lets whole numbers of at least <paramref name="least"/> through.</summary>
    public static long AtLeast(long least, long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}; it was {value}.");

    /// <summary>Lets lowest rates through: finite numbers from 0 to the rate that falls to them.</summary>
    public static double Floor(double floor, double highest, [CallerArgumentExpression(nameof(highest))] string highestName = "") =>
        NotNegative(floor) <= highest
            ? floor
            : throw new ArgumentOutOfRangeException(
                nameof(floor), floor, $"floor must be at most the {highestName}, {Text(highest)}; it was {Text(floor)}.");

    /// <summary>The rate of one step, which a user's own schedule may get wrong.</summary>
    public static double Rate(ScheduleState schedule, long step)
    {
        double rate = schedule.At(step);
        return rate >= 0 && rate <= float.MaxValue
            ? rate
            : throw new InvalidOperationException(
                $"The learning-rate schedule gave {Text(rate)} for step {step}; a finite number of 0 or more was expected. Nothing was updated.");
    }

    /// <summary>The rate of a group in one step.</summary>
    public static double GroupRate(double rate, double scale, long step) =>
        rate * scale <= float.MaxValue
            ? rate * scale
            : throw new InvalidOperationException(
                $"A parameter group multiplies the learning rate {Text(rate)} of step {step} by {Text(scale)}; "
                + "a product that single precision holds was expected. Nothing was updated.");

    /// <summary>The number in the invariant culture.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private const double SmallestNormal = 1.17549435e-38;

    private static ArgumentOutOfRangeException Outside(string name, double value, string expected) =>
        new(name, value, $"{name} {expected}; it was {Text(value)}.");
}
