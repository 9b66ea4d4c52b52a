namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Schedule.OnPlateau"/>.</summary>
internal sealed record PlateauSchedule(
    double Rate, double Factor, int Patience, double Threshold, bool Absolute, bool Maximize, int Cooldown, double Floor, double Epsilon)
    : Schedule
{
    /// <summary>The first rate: what is reported later is the session's, and unknown here.</summary>
    public override double At(long step) => Rate;

    internal override ScheduleState CreateState() => new PlateauState(this);
}
