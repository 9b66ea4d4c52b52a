namespace GraphGen.CompilerServices;

/// <summary>
/// What a plan comes to by the model: who computes what, where workers wait for each other, and for how long. It follows
/// every worker from barrier to barrier, so it is as exact as the model is; nothing here is measured.
/// </summary>
internal sealed class PlanReport
{
    private PlanReport(Plan plan, int count, StageReport[] stages)
    {
        Plan = plan;
        Count = count;
        Stages = stages;
    }

    public Plan Plan { get; }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>Stage by stage.</summary>
    public IReadOnlyList<StageReport> Stages { get; }

    /// <summary>The number of barriers that stand.</summary>
    public int Barriers => Plan.Barriers.Count(stands => stands);

    /// <summary>The nanoseconds of one worker alone.</summary>
    public double SerialTime { get; private init; }

    /// <summary>The nanoseconds from fork to join.</summary>
    public double Time { get; private init; }

    /// <summary>How many times as fast as one worker.</summary>
    public double Speedup => SerialTime / Time;

    /// <summary>The share of all workers' time in which they wait: for others, at barriers, for the fork.</summary>
    public double Idle => Waiting + Barrier + Fork;

    /// <summary>The share of all workers' time in which they have less to do than the busiest one, or nothing.</summary>
    public double Waiting { get; private init; }

    /// <summary>The share of all workers' time that barriers take.</summary>
    public double Barrier { get; private init; }

    /// <summary>The share of all workers' time that fork and join take.</summary>
    public double Fork { get; private init; }

    /// <summary>The share of all workers' time for what one worker alone would not do: reading what others wrote, reading it several times, tiles of few rows.</summary>
    public double Extra => 1 - Idle - Speedup / Plan.Workers;

    /// <summary>Follows a plan by a model.</summary>
    public static PlanReport Of(SessionLayout layout, Plan plan, int count, CostModel model)
    {
        int workers = plan.Workers;
        StageTimes times = new(layout, count, workers, model);
        StageReport[] stages = new StageReport[layout.Stages.Length];
        double[] busy = new double[workers];
        double time = workers > 1 ? model.Fork : 0, useful = 0;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            int barrier = Array.BinarySearch(layout.Barriers, stage);
            bool waits = barrier >= 0 && plan.Barriers[barrier];
            if (waits)
                time += Meet(busy) + model.Barrier;
            StageReport report = Report(layout.Stages[stage], plan.Grids[stage], count, waits);
            for (int worker = 0; worker < workers; worker++)
            {
                Part part = report.Grid.PartOf(layout.Stages[stage], count, worker);
                double own = times.Of(stage, report.Grid, part.RowEnd - part.RowStart, part.ColumnEnd - part.ColumnStart);
                busy[worker] += own;
                useful += own;
                report.Add(own);
            }

            stages[stage] = report;
        }

        time += Meet(busy);
        double barriers = model.Barrier * plan.Barriers.Count(stands => stands), fork = workers > 1 ? model.Fork : 0;
        return new PlanReport(plan, count, stages)
        {
            SerialTime = StagePlanner.SerialTime(layout, count, model),
            Time = time,
            Barrier = barriers / time,
            Fork = fork / time,
            Waiting = Math.Max(0, 1 - (barriers + fork) / time - useful / (workers * time)),
        };
    }

    /// <summary>The time of the busiest worker since the last meeting.</summary>
    private static double Meet(double[] busy)
    {
        double most = busy.Max();
        Array.Clear(busy);
        return most;
    }

    private static StageReport Report(Stage stage, Grid grid, int count, bool waits)
    {
        int units = stage.RowsOf(count) * stage.ColumnUnits;
        int least = units, most = 0, parts = 0;
        for (int worker = 0; worker < grid.Parts; worker++)
        {
            Part part = grid.PartOf(stage, count, worker);
            if (part.IsEmpty)
                continue;
            int own = (part.RowEnd - part.RowStart) * (part.ColumnEnd - part.ColumnStart);
            (least, most, parts) = (Math.Min(least, own), Math.Max(most, own), parts + 1);
        }

        return new StageReport(stage.Name, grid, waits, units, parts, least, most);
    }
}

/// <summary>One stage of a plan.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Grid">Into how many parts rows and columns are cut.</param>
/// <param name="Waits">Whether a barrier stands before it.</param>
/// <param name="Units">The units that could be shared out: rows times columns.</param>
/// <param name="Parts">The workers that have a share.</param>
/// <param name="LeastUnits">The units of the smallest share.</param>
/// <param name="MostUnits">The units of the largest share.</param>
internal sealed record StageReport(string Name, Grid Grid, bool Waits, int Units, int Parts, int LeastUnits, int MostUnits)
{
    /// <summary>The nanoseconds of the largest share.</summary>
    public double Time { get; private set; }

    /// <summary>The nanoseconds of all shares together.</summary>
    public double Work { get; private set; }

    /// <summary>Counts a worker's share.</summary>
    public void Add(double time)
    {
        Time = Math.Max(Time, time);
        Work += time;
    }
}
