using System.Diagnostics;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>How a call is shared out among workers.</summary>
public abstract unsafe partial class Session
{
    /// <summary>The most kinds of calls that a session has.</summary>
    private protected const int KindsOfCalls = 4;

    private Action<SessionLayout, Region>? _runsInstead;

    /// <summary>The number of samples for which the region stands ready for one worker alone, call after call; or 0.</summary>
    private int _readyCount;

    /// <summary>Lets tests run the workers' shares one after another, in an order of their own, in place of the team.</summary>
    internal Action<SessionLayout, Region>? RunsInstead
    {
        get => _runsInstead;
        set => (_runsInstead, _readyCount) = (value, 0);
    }

    /// <summary>Times the stages of the calls from now on, or of none.</summary>
    internal StageClock? Clock
    {
        set => _region.Clock = value;
    }

    /// <summary>What the call at hand runs, below <see cref="KindsOfCalls"/>: each kind takes a time of its own.</summary>
    private protected virtual int KindOfCall => 0;

    /// <summary>Lets tests share out what is not worth it, and go on whatever it takes.</summary>
    internal void PlanWith(CostModel costs)
    {
        _plans = new PlanCache(_layout, BatchSize, Threads, _ => costs);
        _readyCount = 0;
        PrepareTeam();
    }

    /// <summary>Starts the threads, and takes the memory, that the plans ask for.</summary>
    private void PrepareTeam()
    {
        WorkerTeam.Shared.Grow(_plans.MostWorkers);
        _region.Reserve(_layout, _plans.MostWorkers);
    }

    /// <summary>Forks, runs the passes on every worker, and joins.</summary>
    private protected void RunRegion()
    {
        int count = _region.Count;
        _uncopiedOutputs = 0;
        _lastCount = count;
        if (count == _readyCount)
            RunAlone();
        else if (Threads == 1 && RunsInstead is null)
            RunAloneFromNowOn();
        else
            RunTogether();
        _uncopiedOutputs = count;
        _outputFrame = Frame;
    }

    private void RunTogether()
    {
        PlanLadder ladder = _plans.For(_region.Count);
        Plan plan = ladder.Next(KindOfCall);
        long start = ladder.IsPaced ? Stopwatch.GetTimestamp() : 0;
        if (RunsInstead is { } instead)
            instead(_layout, _region);
        else if (Run(plan, ladder) == plan && ladder.IsPaced)
            ladder.Record(KindOfCall, Stopwatch.GetTimestamp() - start, _region.Count);
    }

    /// <summary>Runs by a plan, or by one for fewer workers if the members of the team who are idle are too few.</summary>
    /// <returns>The plan by which it ran.</returns>
    private Plan Run(Plan plan, PlanLadder ladder)
    {
        if (plan.Workers > 1)
        {
            int idle = _crew.Borrow(plan.Workers - 1);
            try
            {
                if (idle < plan.Workers - 1)
                {
                    plan = ladder.AtMost(idle + 1);
                    _crew.Return(kept: plan.Workers - 1);
                }

                if (plan.Workers > 1)
                {
                    _region.Prepare(_layout, plan);
                    _crew.Run(_region);
                }
            }
            finally
            {
                _crew.Return(kept: 0);
            }
        }

        if (plan.Workers > 1)
        {
            _region.ThrowFailure();
            return plan;
        }

        _region.Prepare(_layout, plan);
        RunAlone();
        return plan;
    }

    private void RunAloneFromNowOn()
    {
        _region.Prepare(_layout, _plans.Serial);
        _readyCount = _region.Count;
        RunAlone();
    }

    /// <summary>Runs what the region was prepared for on the calling thread.</summary>
    private void RunAlone()
    {
        Worker worker = new(_region, 0);
        RunPasses(ref worker);
        _region.Clock?.Stop(0);
    }
}
