namespace GraphGen.CompilerServices;

/// <summary>The plans for about one number of samples: most workers first, one worker last.</summary>
internal sealed class PlanLadder
{
    private readonly Plan[] _plans;
    private readonly Pace[] _paces;

    /// <summary>Keeps each plan once.</summary>
    /// <param name="plans">The plans, most workers first.</param>
    /// <param name="serial">The plan for one worker.</param>
    /// <param name="kinds">How many kinds of calls are told apart; 0 if the first plan is taken whatever calls take.</param>
    public PlanLadder(Plan[] plans, Plan serial, int kinds)
    {
        _plans = [.. plans.Where(plan => plan.Workers > 1).DistinctBy(plan => plan.Workers), serial];
        _paces = new Pace[_plans.Length > 1 ? kinds : 0];
        for (int kind = 0; kind < _paces.Length; kind++)
            _paces[kind] = new Pace(_plans.Length, Pace.UsualWindow);
    }

    /// <summary>The most workers that a plan has.</summary>
    public int MostWorkers => _plans[0].Workers;

    /// <summary>Whether <see cref="Record"/> wants to know what calls take.</summary>
    public bool IsPaced => _paces.Length > 0;

    /// <summary>The plan for the next call of a kind.</summary>
    public Plan Next(int kind) => _plans[IsPaced ? _paces[kind].Plan : 0];

    /// <summary>The plan for a team that has no more than so many workers.</summary>
    public Plan AtMost(int workers)
    {
        int rung = 0;
        while (_plans[rung].Workers > workers)
            rung++;
        return _plans[rung];
    }

    /// <summary>Takes note of a call that ran by the plan of <see cref="Next"/>.</summary>
    public void Record(int kind, long ticks, int samples) => _paces[kind].Record(ticks, samples);
}
