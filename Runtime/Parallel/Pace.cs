using System.Diagnostics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Which of several plans a session takes, most workers first, by what calls took: the planner knows the stages, but not
/// whether the processors are free. On a busy machine workers wait for those of them who are not let run, and fewer are
/// faster. So now and then a few calls try the neighbouring plan; the results are the same bits.
/// </summary>
/// <remarks>
/// Times are compared by windows, long enough for the system to take processors away and to give them back. The plan with
/// fewer workers is tried once behind each change, and whenever calls have become slower than they once were; the one with
/// more is tried from time to time, so that a machine that is free again is noticed. In the long run trials take less than
/// a hundredth of the time.
/// </remarks>
/// <param name="plans">The number of plans.</param>
/// <param name="window">The ticks of the clock that a window lasts at least.</param>
internal sealed class Pace(int plans, long window)
{
    /// <summary>The calls that a window has at least.</summary>
    private const int LeastCalls = 2;

    /// <summary>Windows before the first trial, after a change, and at most.</summary>
    private const int FirstStint = 32, ShortStint = 8, LongestStint = 128;

    /// <summary>What counts as slower than before, and as better than the plan at hand.</summary>
    private const double Slower = 1.25, Better = 0.9;

    private int _favoured;
    private int _direction = 1;
    private long _ticks;
    private long _samples;
    private int _calls;
    private int _windows;
    private int _stint = FirstStint;
    private bool _triesFewer = true;
    private double _time;
    private double _least = double.PositiveInfinity;

    /// <summary>The ticks of a window as sessions have it: 20 ms, several time slices of common systems.</summary>
    public static long UsualWindow => Stopwatch.Frequency / 50;

    /// <summary>The plan for the next call.</summary>
    public int Plan { get; private set; }

    /// <summary>Takes note of a call that ran by <see cref="Plan"/>.</summary>
    /// <param name="ticks">How long it took.</param>
    /// <param name="samples">How many samples it carried.</param>
    public void Record(long ticks, int samples)
    {
        _ticks += ticks;
        _samples += samples;
        if (++_calls < LeastCalls || _ticks < window)
            return;
        double time = (double)_ticks / _samples;
        _ticks = _samples = _calls = 0;
        if (Plan == _favoured)
            Continue(time);
        else
            Judge(time);
    }

    /// <summary>After a window of the favoured plan.</summary>
    private void Continue(double time)
    {
        _time = double.IsPositiveInfinity(_least) ? time : (3 * _time + time) / 4;
        _least = Math.Min(_least, time);
        if (++_windows < _stint)
            return;
        bool down = _favoured < plans - 1 && (_triesFewer || _time > Slower * _least);
        bool up = _favoured > 0;
        if (!down && !up)
            return;
        if (down && up)
            _direction = -_direction;
        else
            _direction = down ? 1 : -1;
        Plan = _favoured + _direction;
    }

    /// <summary>After a window of a trial.</summary>
    private void Judge(double time)
    {
        if (time < Better * _time)
        {
            _favoured = Plan;
            _time = _least = time;
            _stint = ShortStint;
            _triesFewer = true;
        }
        else
        {
            _triesFewer &= Plan < _favoured;
            Plan = _favoured;
            _stint = Math.Min(2 * _stint, LongestStint);
        }

        _windows = 0;
    }
}
