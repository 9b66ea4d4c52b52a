namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Schedule.OneCycle"/>.</summary>
internal sealed record OneCycleSchedule(double Peak, long Steps, double Rise, double StartDivisor, double EndDivisor) : Schedule
{
    public override double At(long step)
    {
        double start = Peak / StartDivisor;
        double end = start / EndDivisor;
        // The peak may lie between two steps, or before the first: the rise then has no step of its own.
        double top = Rise * Steps - 1;
        if (step >= Steps - 1)
            return top >= Steps - 1 ? Peak : end;
        return step < top
            ? CosineSchedule.Anneal(start, Peak, step / top)
            : CosineSchedule.Anneal(Peak, end, (step - top) / (Steps - 1 - top));
    }
}
