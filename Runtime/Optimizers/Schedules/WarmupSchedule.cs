namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Schedule.Warmup"/>.</summary>
internal sealed record WarmupSchedule(Schedule Schedule, long Steps) : Schedule
{
    public override double At(long step) =>
        step < Steps ? Rise(Schedule.At(0), step) : Schedule.At(step - Steps);

    internal override ScheduleState CreateState() => new State(this, Schedule.CreateState());

    private double Rise(double rate, long step) => rate * (step + 1) / Steps;

    /// <summary>The wrapped schedule's state is the only one.</summary>
    private sealed class State(WarmupSchedule warmup, ScheduleState inner) : ScheduleState
    {
        public override int ScalarCount => inner.ScalarCount;

        public override double At(long step) =>
            step < warmup.Steps ? warmup.Rise(inner.At(0), step) : inner.At(step - warmup.Steps);

        public override void Report(double metric) => inner.Report(metric);

        public override void GetScalars(Span<double> into) => inner.GetScalars(into);

        public override void SetScalars(ReadOnlySpan<double> from) => inner.SetScalars(from);
    }
}
