namespace GraphGen.CompilerServices;

/// <summary>Where a session is in its schedule: nothing for most of them, whose rate is a function of the step.</summary>
internal abstract class ScheduleState
{
    /// <summary>How many numbers a checkpoint keeps.</summary>
    public virtual int ScalarCount => 0;

    /// <summary>The rate of a step, as <see cref="Schedule.At"/>, after what has been reported.</summary>
    public abstract double At(long step);

    /// <summary>A metric, for those that follow one.</summary>
    public virtual void Report(double metric)
    {
    }

    /// <summary>Copies <see cref="ScalarCount"/> numbers.</summary>
    public virtual void GetScalars(Span<double> into)
    {
    }

    /// <summary>Continues where <see cref="GetScalars"/> was.</summary>
    /// <exception cref="ArgumentException">The numbers cannot be; nothing was changed.</exception>
    public virtual void SetScalars(ReadOnlySpan<double> from)
    {
    }

    /// <summary>The state of a schedule that is a function of the step.</summary>
    public sealed class None(Schedule schedule) : ScheduleState
    {
        public override double At(long step) => schedule.At(step);
    }
}
