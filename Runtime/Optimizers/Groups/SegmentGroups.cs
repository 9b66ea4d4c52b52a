namespace GraphGen.CompilerServices;

/// <summary>
/// An optimizer's groups on the parameters of one network: number 0 is what no pattern took, number i the optimizer's i-th
/// group, counted from 1.
/// </summary>
internal sealed class SegmentGroups
{
    private const int FrozenGroup = -1;
    private readonly Settings[] _settings;
    private readonly int[] _groupOf;

    /// <summary>How the members of a group differ.</summary>
    private readonly record struct Settings(double RateScale, double WeightDecay, double L1);

    /// <exception cref="ArgumentException">A pattern matches no parameter.</exception>
    public SegmentGroups(Optimizer optimizer, double weightDecay, Segment[] segments)
    {
        IReadOnlyList<ParameterGroup> groups = optimizer.Groups;
        _settings = new Settings[groups.Count + 1];
        _settings[0] = new Settings(1, weightDecay, optimizer.L1);
        for (int i = 0; i < groups.Count; i++)
        {
            CheckMatches(groups[i], segments);
            _settings[i + 1] = new Settings(groups[i].LearningRateScale, groups[i].WeightDecay ?? weightDecay, groups[i].L1 ?? optimizer.L1);
        }

        _groupOf = Array.ConvertAll(segments, segment => GroupOf(segment, groups));
    }

    public int Count => _settings.Length;

    /// <summary>The number of a parameter's group, negative if the parameter keeps its value.</summary>
    public int Of(int segment) => _groupOf[segment];

    public double RateScale(int group) => _settings[group].RateScale;

    public double WeightDecay(int group) => _settings[group].WeightDecay;

    public double L1(int group) => _settings[group].L1;

    private static int GroupOf(Segment segment, IReadOnlyList<ParameterGroup> groups)
    {
        if (!segment.Spec.Trainable)
            return FrozenGroup;
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Matches(segment.Spec.Name))
                return groups[i].Frozen ? FrozenGroup : i + 1;
        }

        return 0;
    }

    private static void CheckMatches(ParameterGroup group, Segment[] segments)
    {
        if (Array.Exists(segments, segment => group.Matches(segment.Spec.Name)))
            return;
        string names = segments.Length == 0 ? "no parameters" : string.Join(", ", segments.Select(segment => segment.Spec.Name));
        throw new ArgumentException(
            $"The optimizer's parameter group '{group.Pattern}' matches no parameter of the network, which has {names}.", nameof(Optimizer.Groups));
    }
}
