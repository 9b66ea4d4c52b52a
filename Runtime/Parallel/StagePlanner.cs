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
        double least = 0;
        foreach (Stage stage in layout.Stages)
            least += CostModel.Of(stage, count, new Grid(1, 1));
        Plan[] plans = new Plan[BitOperations.Log2((uint)workers)];
        for (int step = plans.Length - 1; step >= 0; step--)
        {
            CostModel model = costs(workers >> step);
            var (grids, cost) = Search(layout, count, workers >> step, model);
            if (cost + model.Fork < least)
                (best, least) = (PlanOf(layout, grids), cost + model.Fork);
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
            if (all[i].Earlier >= lastBarrier && !IsLocal(layout, all[i], grids[all[i].Earlier], grid))
                return true;
        }

        return false;
    }

    private static bool IsLocal(SessionLayout layout, Dependency dependency, Grid earlier, Grid later)
    {
        if (earlier != later)
            return false;
        Stage a = layout.Stages[dependency.Earlier];
        Stage b = layout.Stages[dependency.Later];
        return (earlier.Rows == 1 || (dependency.RowsAgree && a.Rows == b.Rows && a.RowUnits == b.RowUnits))
            && (earlier.Columns == 1 || (dependency.ColumnsAgree && a.ColumnUnits == b.ColumnUnits));
    }

    /// <summary>
    /// The shortest path over the stages, a node being a stage with its grid. A node keeps the one best way that leads to
    /// it; where barriers stood on that way decides what the next stage must wait for.
    /// </summary>
    private static (Grid[] Grids, double Cost) Search(SessionLayout layout, int count, int workers, CostModel model)
    {
        int stages = layout.Stages.Length;
        Node[][] nodes = new Node[stages][];
        Grid[] way = new Grid[stages];
        int next = 0;
        for (int stage = 0; stage < stages; stage++)
        {
            int first = next;
            while (next < layout.Dependencies.Length && layout.Dependencies[next].Later == stage)
                next++;
            Grid[] candidates = Candidates(layout.Stages[stage], count, workers);
            Node[] here = Array.ConvertAll(candidates, grid => new Node(grid, stage == 0 ? 0 : double.PositiveInfinity, -1, 0));
            for (int before = 0; stage > 0 && before < nodes[stage - 1].Length; before++)
            {
                Node from = nodes[stage - 1][before];
                Trace(nodes, stage - 1, before, from.LastBarrier, way);
                for (int i = 0; i < here.Length; i++)
                {
                    bool waits = next > first && NeedsBarrier(layout, first, way, here[i].Grid, from.LastBarrier);
                    double cost = from.Cost + (waits ? model.Barrier : 0);
                    if (cost < here[i].Cost)
                        here[i] = new Node(here[i].Grid, cost, before, waits ? stage : from.LastBarrier);
                }
            }

            for (int i = 0; i < here.Length; i++)
                here[i] = here[i] with { Cost = here[i].Cost + CostModel.Of(layout.Stages[stage], count, here[i].Grid) };
            nodes[stage] = here;
        }

        if (stages == 0)
            return (way, 0);
        Node[] ends = nodes[^1];
        int best = 0;
        for (int i = 1; i < ends.Length; i++)
            best = ends[i].Cost < ends[best].Cost ? i : best;
        Trace(nodes, stages - 1, best, 0, way);
        return (way, ends[best].Cost);
    }

    /// <summary>Writes down the grids on the way to a node, back to a stage.</summary>
    private static void Trace(Node[][] nodes, int stage, int node, int back, Grid[] way)
    {
        for (; stage >= back; stage--)
        {
            way[stage] = nodes[stage][node].Grid;
            node = nodes[stage][node].Before;
        }
    }

    /// <summary>
    /// Grids that leave no worker without a share, and few of them idle: rows cut into powers of two, three halves of them,
    /// or as far as they go; columns not at all, or as far as they go. One worker first.
    /// </summary>
    private static Grid[] Candidates(Stage stage, int count, int workers)
    {
        int most = Math.Clamp(stage.RowsOf(count), 1, workers);
        List<Grid> grids = [];
        for (int power = 1; power < most; power *= 2)
        {
            AddGrids(grids, stage, power, workers);
            int more = power + power / 2;
            if (more > power && more < most)
                AddGrids(grids, stage, more, workers);
        }

        AddGrids(grids, stage, most, workers);
        return [.. grids];
    }

    private static void AddGrids(List<Grid> grids, Stage stage, int rows, int workers)
    {
        grids.Add(new Grid(rows, 1));
        int columns = Math.Min(workers / rows, stage.ColumnUnits);
        if (columns > 1)
            grids.Add(new Grid(rows, columns));
    }

    private readonly record struct Node(Grid Grid, double Cost, int Before, int LastBarrier);
}
