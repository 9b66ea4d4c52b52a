using System.Numerics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Decides into which parts each stage is cut: pure functions of the layout, the number of samples and the workers.
/// Results never depend on the decision, since one worker computes an element, in an order of its own.
/// </summary>
internal static class StagePlanner
{
    /// <summary>Everything by one worker, without barriers.</summary>
    public static Plan Serial(SessionLayout layout)
    {
        Grid[] grids = new Grid[layout.Stages.Length];
        Array.Fill(grids, new Grid(1, 1));
        return new Plan(1, grids, new bool[layout.Barriers.Length]);
    }

    /// <summary>The plan for about <paramref name="count"/> samples on at most <paramref name="workers"/> workers.</summary>
    /// <param name="layout">The stages and what binds them.</param>
    /// <param name="count">The number of samples that the plan is made for; it is right for any.</param>
    /// <param name="workers">The most workers.</param>
    /// <param name="costs">The cost model for a number of workers.</param>
    public static Plan Of(SessionLayout layout, int count, int workers, Func<int, CostModel> costs) =>
        workers < 2 ? Serial(layout) : Ladder(layout, count, workers, costs)[0];

    /// <summary>The best plans on at most <paramref name="workers"/>, half of them, a quarter, and so on down to 2 or 3.</summary>
    /// <inheritdoc cref="Of"/>
    public static Plan[] Ladder(SessionLayout layout, int count, int workers, Func<int, CostModel> costs)
    {
        Plan best = Serial(layout);
        double least = double.PositiveInfinity;
        Plan[] plans = new Plan[BitOperations.Log2((uint)workers)];
        for (int step = plans.Length - 1; step >= 0; step--)
        {
            int team = workers >> step;
            CostModel model = costs(team);
            if (double.IsPositiveInfinity(least))
                least = SerialTime(layout, count, model);
            PlanSearch search = new(layout, count, team, model);
            if (search.Time + model.Fork < model.WorthDoubling * least)
                (best, least) = (PlanOf(layout, search.Grids), search.Time + model.Fork);
            plans[step] = best;
        }

        return plans;
    }

    /// <summary>The plan that these grids make: each barrier that stands is as late as possible, so that there are fewest.</summary>
    public static Plan PlanOf(SessionLayout layout, Grid[] grids)
    {
        bool[] barriers = new bool[layout.Barriers.Length];
        int next = 0;
        int last = 0;
        for (int stage = 0; stage < grids.Length; stage++)
        {
            int first = next;
            while (next < layout.Dependencies.Length && layout.Dependencies[next].Later == stage)
                next++;
            if (next == first || !NeedsBarrier(layout, first, grids, grids[stage], last))
                continue;
            barriers[Array.BinarySearch(layout.Barriers, stage)] = true;
            last = stage;
        }

        int workers = 1;
        foreach (Grid grid in grids)
            workers = Math.Max(workers, grid.Parts);
        return new Plan(workers, grids, barriers);
    }

    /// <summary>The time that one worker takes by the model.</summary>
    public static double SerialTime(SessionLayout layout, int count, CostModel model)
    {
        StageTimes times = new(layout, count, workers: 1, model);
        double time = 0;
        for (int stage = 0; stage < layout.Stages.Length; stage++)
            time += times.Of(stage, new Grid(1, 1));
        return time;
    }

    /// <summary>Whether every worker meets only its own part again, if both stages of a dependency are cut into this grid.</summary>
    public static bool IsLocal(SessionLayout layout, Dependency dependency, Grid grid)
    {
        Stage a = layout.Stages[dependency.Earlier];
        Stage b = layout.Stages[dependency.Later];
        return (grid.Rows == 1 || (dependency.RowsAgree && a.Rows == b.Rows && a.RowUnits == b.RowUnits))
            && (grid.Columns == 1 || (dependency.ColumnsAgree && a.ColumnUnits == b.ColumnUnits));
    }

    /// <summary>
    /// Whether a barrier must stand before a stage: it touches what a stage behind the last barrier touched, and some worker
    /// would meet another one's part.
    /// </summary>
    /// <param name="layout">The stages and what binds them.</param>
    /// <param name="dependency">The first dependency of the stage; they are sorted by the later stage.</param>
    /// <param name="grids">The grids of the stages before it.</param>
    /// <param name="grid">The grid of the stage.</param>
    /// <param name="lastBarrier">The stage before which the last barrier stands, or 0.</param>
    private static bool NeedsBarrier(SessionLayout layout, int dependency, Grid[] grids, Grid grid, int lastBarrier)
    {
        Dependency[] all = layout.Dependencies;
        for (int i = dependency; i < all.Length && all[i].Later == all[dependency].Later; i++)
        {
            if (all[i].Earlier >= lastBarrier && (grids[all[i].Earlier] != grid || !IsLocal(layout, all[i], grid)))
                return true;
        }

        return false;
    }
}
