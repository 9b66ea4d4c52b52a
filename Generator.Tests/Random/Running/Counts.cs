namespace Generator.Tests.RandomStacks.Running;

/// <summary>How much was tested; counted by many at once.</summary>
internal sealed class Counts
{
    private int _wild;
    private int _slopes;
    private int _kinks;
    private int _rounded;

    /// <summary>A network whose numbers grow too large to say anything.</summary>
    public void CountWild() => Interlocked.Increment(ref _wild);

    /// <summary>A derivative that was compared.</summary>
    public void CountSlope() => Interlocked.Increment(ref _slopes);

    /// <summary>One that was not, since a kink is near.</summary>
    public void CountKink() => Interlocked.Increment(ref _kinks);

    /// <summary>One whose tolerance came from the rounding of the reference.</summary>
    public void CountRounded() => Interlocked.Increment(ref _rounded);

    public override string ToString() => $"{_wild} wild; {_slopes} derivatives, {_kinks} more near kinks, {_rounded} of them ill-conditioned";
}
