namespace GraphGen.CompilerServices;

/// <summary>What <see cref="Schedule.OnPlateau"/> has seen, by the rules of PyTorch's <c>ReduceLROnPlateau</c>.</summary>
internal sealed class PlateauState(PlateauSchedule schedule) : ScheduleState
{
    private readonly double _worst = schedule.Maximize ? double.NegativeInfinity : double.PositiveInfinity;
    private double _rate = schedule.Rate;
    private double _best = schedule.Maximize ? double.NegativeInfinity : double.PositiveInfinity;
    private int _bad;
    private int _cooldown;

    public override int ScalarCount => 4;

    public override double At(long step) => _rate;

    public override void Report(double metric)
    {
        if (IsBetter(metric))
        {
            _best = metric;
            _bad = 0;
        }
        else
        {
            _bad++;
        }

        if (_cooldown > 0)
        {
            _cooldown--;
            _bad = 0;
        }

        if (_bad <= schedule.Patience)
            return;
        _bad = 0;
        _cooldown = schedule.Cooldown;
        double reduced = Math.Max(_rate * schedule.Factor, schedule.Floor);
        if (_rate - reduced > schedule.Epsilon)
            _rate = reduced;
    }

    public override void GetScalars(Span<double> into)
    {
        into[0] = _rate;
        into[1] = _best;
        into[2] = _bad;
        into[3] = _cooldown;
    }

    public override void SetScalars(ReadOnlySpan<double> from)
    {
        if (!(from[0] >= 0 && from[0] <= float.MaxValue) || double.IsNaN(from[1]) || !IsCount(from[2]) || !IsCount(from[3]))
        {
            throw new ArgumentException(
                "A plateau schedule's rate, best metric and two whole counts of 0 or more were expected; they were "
                + $"{Hyperparameter.Text(from[0])}, {Hyperparameter.Text(from[1])}, {Hyperparameter.Text(from[2])} and {Hyperparameter.Text(from[3])}.",
                nameof(from));
        }

        _rate = from[0];
        _best = from[1];
        _bad = (int)from[2];
        _cooldown = (int)from[3];

        static bool IsCount(double value) => value >= 0 && value < int.MaxValue && value == Math.Floor(value);
    }

    /// <summary>Any number is better than none yet; not-a-number is never better.</summary>
    private bool IsBetter(double metric)
    {
        if (_best == _worst)
            return schedule.Maximize ? metric > _worst : metric < _worst;
        if (schedule.Maximize)
            return metric > (schedule.Absolute ? _best + schedule.Threshold : _best * (1 + schedule.Threshold));
        return metric < (schedule.Absolute ? _best - schedule.Threshold : _best * (1 - schedule.Threshold));
    }
}
