using Generator.Tests.RandomStacks.Drawing;
using GraphGen.CompilerServices;

namespace Generator.Tests.RandomStacks.Running;

/// <summary>
/// Runs the shares of several workers one after another on one thread: between two barriers each worker runs all its stages before the
/// next one runs any. Where a barrier is missing, some order of the workers reads what is not yet written, and does so every time.
/// </summary>
/// <param name="seed">Draws how each stage is cut.</param>
/// <param name="workers">The most workers.</param>
/// <param name="isReversed">Whether the last worker runs first.</param>
/// <param name="prefersColumns">Whether columns are cut as far as they go, else either.</param>
internal sealed class WorkerOrder(int seed, int workers, bool isReversed, bool prefersColumns = false)
{
    private Plan? _plan;

    public void Run(SessionLayout layout, Region region)
    {
        _plan ??= StagePlanner.PlanOf(layout, Grids(layout, new Dice(seed)));
        region.Workers = _plan.Workers;
        region.Barriers = new bool[layout.Barriers.Length];
        region.Parts = new Part[layout.Stages.Length * _plan.Workers];
        for (int start = 0; start < layout.Stages.Length;)
        {
            int end = start + 1;
            while (end < layout.Stages.Length && !IsBarrier(layout, end))
                end++;
            for (int i = 0; i < _plan.Workers; i++)
                Run(layout, region, start, end, isReversed ? _plan.Workers - 1 - i : i);
            start = end;
        }
    }

    /// <summary>One worker's share of the stages between two barriers.</summary>
    private void Run(SessionLayout layout, Region region, int start, int end, int worker)
    {
        Array.Clear(region.Parts);
        for (int stage = start; stage < end; stage++)
            region.Parts[stage * _plan!.Workers + worker] = _plan.Grids[stage].PartOf(layout.Stages[stage], region.Count, worker);
        Worker one = new(region, worker);
        region.Program!.Run(ref one);
    }

    private bool IsBarrier(SessionLayout layout, int stage)
    {
        int barrier = Array.BinarySearch(layout.Barriers, stage);
        return barrier >= 0 && _plan!.Barriers[barrier];
    }

    /// <summary>Any cuts; often the same as the stage before, since barriers are left out between such.</summary>
    private Grid[] Grids(SessionLayout layout, Dice dice)
    {
        Grid[] grids = new Grid[layout.Stages.Length];
        for (int stage = 0; stage < grids.Length; stage++)
        {
            Stage one = layout.Stages[stage];
            int mostRows = one.Rows == RowSplit.Samples ? workers : Math.Max(1, Math.Min(workers, one.RowsOf(1)));
            if (stage > 0 && dice.Chance(0.7) && grids[stage - 1].Rows <= mostRows && grids[stage - 1].Columns <= one.ColumnUnits)
            {
                grids[stage] = grids[stage - 1];
                continue;
            }

            int rows = prefersColumns && one.ColumnUnits > 1 && dice.Chance(0.8) ? 1 : dice.Between(1, mostRows);
            grids[stage] = new Grid(rows, dice.Between(1, Math.Min(workers / rows, one.ColumnUnits)));
        }

        return grids;
    }
}
