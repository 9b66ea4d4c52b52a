namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Schedule.Cosine"/>.</summary>
internal sealed record CosineSchedule(double Peak, long Steps, double Floor, long Rise) : Schedule
{
    public override double At(long step)
    {
        if (step < Rise)
            return Peak * (step + 1) / Rise;
        if (step >= Steps)
            return Floor;
        return Anneal(Peak, Floor, (double)(step - Rise) / (Steps - Rise));
    }

    /// <summary>Half a cosine from one rate to another, over a progress from 0 to 1.</summary>
    public static double Anneal(double from, double to, double progress) =>
        to + (from - to) * (0.5 * (1 + DeterministicMath.CosPi(progress)));
}
