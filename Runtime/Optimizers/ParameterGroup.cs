using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Parameters that an <see cref="Optimizer"/> treats apart from the rest, chosen by name:
/// <c>new Adam(1e-3f) { Groups = [new("*.bias") { WeightDecay = 0 }, new("encoder.*") { LearningRateScale = 0.1 }] }</c>.
/// </summary>
public sealed record ParameterGroup
{
    /// <summary>Describes the group of the parameters whose whole name fits the pattern.</summary>
    /// <param name="pattern">
    /// A parameter's name such as <c>dense1.weight</c>, in which <c>*</c> stands for any characters (dots included, or none)
    /// and <c>?</c> for any one; upper and lower case differ.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is null or empty.</exception>
    public ParameterGroup(string pattern) => Pattern = Checked(pattern, nameof(pattern));

    /// <summary>What the names of the parameters look like; <c>*</c> and <c>?</c> are wildcards.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string Pattern { get; init => field = Checked(value, nameof(Pattern)); }

    /// <summary>What the optimizer's learning rate is multiplied by: finite, at least 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double LearningRateScale { get; init => field = Hyperparameter.NotNegative(value, nameof(LearningRateScale)); } = 1;

    /// <summary>The weight decay in place of the optimizer's own: finite, at least 0; null keeps the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? WeightDecay { get; init => field = Hyperparameter.NotNegative(value, nameof(WeightDecay)); }

    /// <summary>The L1 penalty in place of <see cref="Optimizer.L1"/>: finite, at least 0; null keeps the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? L1 { get; init => field = Hyperparameter.NotNegative(value, nameof(L1)); }

    /// <summary>Whether the parameters keep their values; their gradients do not count for <see cref="Optimizer.ClipNorm"/> either.</summary>
    public bool Frozen { get; init; }

    /// <summary>Whether a parameter's name fits the pattern.</summary>
    /// <param name="name">The whole name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool Matches(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NamePattern.Matches(Pattern, name);
    }

    private static string Checked(string? pattern, string name) => string.IsNullOrEmpty(pattern)
        ? throw new ArgumentException("A group's pattern must be a parameter's name, in which * and ? are wildcards; it was null or empty.", name)
        : pattern;
}
