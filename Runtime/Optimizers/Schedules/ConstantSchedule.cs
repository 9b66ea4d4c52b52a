namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Schedule.Constant"/>.</summary>
internal sealed record ConstantSchedule(double Rate) : Schedule
{
    public override double At(long step) => Rate;
}
