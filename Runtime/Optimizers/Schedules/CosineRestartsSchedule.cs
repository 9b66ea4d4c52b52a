namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Schedule.CosineRestarts"/>.</summary>
internal sealed record CosineRestartsSchedule(double Peak, long Period, int Growth, double Floor) : Schedule
{
    public override double At(long step)
    {
        long period = Period;
        if (Growth == 1)
            step %= period;
        while (step >= period)
        {
            step -= period;
            period = period > long.MaxValue / Growth ? long.MaxValue : period * Growth; // a period that no step outlasts
        }

        return CosineSchedule.Anneal(Peak, Floor, (double)step / period);
    }
}
