namespace GraphGen.CompilerServices;

/// <summary>
/// The shortest path over the stages, a node being a stage with its grid. A node keeps the one best way that leads to it;
/// where barriers stood on that way decides what the next stage must wait for.
/// </summary>
internal sealed class PlanSearch
{
    private readonly SessionLayout _layout;
    private readonly Node[][] _nodes;
    private readonly List<(int Rows, int Columns, Grid[] Grids)> _choices = [];
    private readonly int _count;
    private readonly int _workers;

    public PlanSearch(SessionLayout layout, int count, int workers, CostModel model)
    {
        _layout = layout;
        _count = count;
        _workers = workers;
        _nodes = new Node[layout.Stages.Length][];
        StageTimes times = new(layout, count, workers, model);
        for (int stage = 0, dependency = 0; stage < _nodes.Length; stage++)
        {
            int end = dependency;
            while (end < layout.Dependencies.Length && layout.Dependencies[end].Later == stage)
                end++;
            Node[] nodes = Arrive(stage, layout.Dependencies.AsSpan(dependency, end - dependency), model.Barrier);
            for (int i = 0; i < nodes.Length; i++)
                nodes[i].Time += times.Of(stage, nodes[i].Grid);
            _nodes[stage] = nodes;
            dependency = end;
        }

        Grids = Trace();
    }

    /// <summary>The grids of the best way.</summary>
    public Grid[] Grids { get; }

    /// <summary>Its time, without the fork.</summary>
    public double Time { get; private set; }

    /// <summary>
    /// The ways to a stage, without its own time. A way there waits at a barrier or not. If nothing behind its last barrier
    /// binds the stage, it need not, whatever the stage's grid; if all that binds it has one grid along which all agree, it
    /// need not for that grid; else it must. So the best of each kind is all that counts.
    /// </summary>
    private Node[] Arrive(int stage, ReadOnlySpan<Dependency> dependencies, double barrier)
    {
        Node[] here = Array.ConvertAll(Choices(stage), grid => new Node { Grid = grid, Time = double.PositiveInfinity, Before = -1 });
        if (stage == 0)
        {
            foreach (ref Node node in here.AsSpan())
                node.Time = 0;
            return here;
        }

        int free = -1, waiting = -1;
        Node[] before = _nodes[stage - 1];
        for (int i = 0; i < before.Length; i++)
        {
            if (!IsBound(stage, i, dependencies, out Grid? same))
            {
                free = Better(before, i, free);
                continue;
            }

            waiting = Better(before, i, waiting);
            if (same is not { } grid)
                continue;
            foreach (ref Node node in here.AsSpan())
            {
                if (node.Grid == grid)
                    node.ComeFrom(i, before[i].Time, before[i].LastBarrier);
            }
        }

        foreach (ref Node node in here.AsSpan())
        {
            if (free >= 0)
                node.ComeFrom(free, before[free].Time, before[free].LastBarrier);
            if (waiting >= 0)
                node.ComeFrom(waiting, before[waiting].Time + barrier, stage);
        }

        return here;
    }

    /// <summary>Whether something behind the last barrier binds a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="before">The node of the stage before by which the way leads.</param>
    /// <param name="dependencies">What binds the stage, sorted by the earlier one.</param>
    /// <param name="same">The one grid with which the stage needs no barrier, or null.</param>
    private bool IsBound(int stage, int before, ReadOnlySpan<Dependency> dependencies, out Grid? same)
    {
        same = null;
        int at = stage - 1, node = before, lastBarrier = _nodes[at][node].LastBarrier;
        bool isBound = false;
        for (int i = dependencies.Length - 1; i >= 0 && dependencies[i].Earlier >= lastBarrier; i--)
        {
            while (at > dependencies[i].Earlier)
                node = _nodes[at--][node].Before;
            Grid grid = _nodes[at][node].Grid;
            if ((isBound && same != grid) || !StagePlanner.IsLocal(_layout, dependencies[i], grid))
            {
                same = null;
                return true;
            }

            same = grid;
            isBound = true;
        }

        return isBound;
    }

    private static int Better(Node[] nodes, int one, int other) => other < 0 || nodes[one].Time < nodes[other].Time ? one : other;

    /// <summary>The grids of a stage; those of the same extents share them.</summary>
    private Grid[] Choices(int stage)
    {
        int rows = _layout.Stages[stage].RowsOf(_count), columns = _layout.Stages[stage].ColumnUnits;
        foreach (var choice in _choices)
        {
            if (choice.Rows == rows && choice.Columns == columns)
                return choice.Grids;
        }

        Grid[] grids = GridChoices.Of(rows, columns, _workers);
        _choices.Add((rows, columns, grids));
        return grids;
    }

    private Grid[] Trace()
    {
        Grid[] way = new Grid[_nodes.Length];
        if (way.Length == 0)
            return way;
        Node[] ends = _nodes[^1];
        int node = 0;
        for (int i = 1; i < ends.Length; i++)
            node = Better(ends, i, node);
        Time = ends[node].Time;
        for (int stage = way.Length - 1; stage >= 0; stage--)
        {
            way[stage] = _nodes[stage][node].Grid;
            node = _nodes[stage][node].Before;
        }

        return way;
    }

    private struct Node
    {
        public required Grid Grid;
        public required double Time;
        public required int Before;
        public int LastBarrier;

        public void ComeFrom(int before, double time, int lastBarrier)
        {
            if (time >= Time)
                return;
            Before = before;
            Time = time;
            LastBarrier = lastBarrier;
        }
    }
}
