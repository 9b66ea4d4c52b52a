namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Schedule.Step"/>, and <see cref="Schedule.Exponential"/>, which takes a stair at every step.</summary>
internal sealed record StepSchedule(double Rate, long Every, double Factor) : Schedule
{
    public override double At(long step) => Rate * DeterministicMath.Pow(Factor, step / Every);
}
