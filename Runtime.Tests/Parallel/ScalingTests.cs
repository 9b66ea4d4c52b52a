using Benchmarks;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Parallel;

/// <summary>Plans of real networks for teams of 16 and 64, by the planner's model of such machines: numbers that do not depend on this one.</summary>
public sealed class ScalingTests
{
    private const string Mlp = "MLP 784-128-10", Wide = "wide MLP 1024-1024-1024-10", Heads = "graph: residual blocks, two heads";

    private static readonly Dictionary<string, SessionLayout> s_layouts = ScheduledNetworks.Layouts().ToDictionary(pair => pair.Name, pair => pair.Layout);

    public static TheoryData<string, int, int> Teams
    {
        get
        {
            TheoryData<string, int, int> data = [];
            foreach (string name in s_layouts.Keys)
            {
                foreach (int workers in (int[])[16, 64])
                {
                    foreach (int batch in (int[])[1, 31, 32, 1000, 1024])
                        data.Add(name, workers, batch);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Teams))]
    public void EveryUnitIsComputedOnceAndInOrder(string name, int workers, int batch)
    {
        SessionLayout layout = s_layouts[name];
        foreach (Func<int, CostModel> costs in (Func<int, CostModel>[])[size => CostModel.For(size, workers), _ => CostModel.Free])
        {
            Plan plan = StagePlanner.Of(layout, batch, workers, costs);
            // A plan serves other calls too: the last one of an epoch brings fewer samples.
            foreach (int count in (int[])[batch, Math.Max(1, batch - 7)])
            {
                UnitWalk walk = new(layout, plan, count);
                walk.AssertComputedOnce();
                walk.AssertOrdered(plan.Barriers);
            }
        }
    }

    /// <summary>No barrier stands for nothing; and the walk would notice if one were missing.</summary>
    [Theory]
    [MemberData(nameof(Teams))]
    public void NoBarrierCouldBeLeftOut(string name, int workers, int batch)
    {
        SessionLayout layout = s_layouts[name];
        Plan plan = StagePlanner.Of(layout, batch, workers, size => CostModel.For(size, workers));
        UnitWalk walk = new(layout, plan, batch);
        for (int i = 0; i < plan.Barriers.Length; i++)
        {
            bool[] fewer = [.. plan.Barriers];
            fewer[i] = false;
            if (plan.Barriers[i])
                Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => walk.AssertOrdered(fewer));
        }
    }

    /// <summary>Barriers, the share of idle time and the speedup as the model has them, rounded away from what was found.</summary>
    [Theory]
    [InlineData(Mlp, 16, 32, 2, 0.13, 7)]
    [InlineData(Mlp, 16, 1024, 1, 0.02, 12.5)]
    [InlineData(Mlp, 64, 32, 2, 0.21, 9.5)]
    [InlineData(Mlp, 64, 1024, 2, 0.06, 36)]
    [InlineData(Wide, 16, 32, 5, 0.03, 13)]
    [InlineData(Wide, 16, 1024, 5, 0.01, 14)]
    [InlineData(Wide, 64, 32, 5, 0.12, 35)]
    [InlineData(Wide, 64, 1024, 5, 0.02, 52)]
    [InlineData(Heads, 16, 32, 11, 0.11, 8.5)]
    [InlineData(Heads, 16, 1024, 11, 0.02, 12.5)]
    [InlineData(Heads, 64, 32, 11, 0.32, 13)]
    [InlineData(Heads, 64, 1024, 11, 0.05, 40)]
    public void WhatIsIdleStaysWithinBounds(string name, int workers, int batch, int barriers, double idle, double speedup)
    {
        PlanReport report = Report(s_layouts[name], batch, workers);
        Assert.InRange(report.Barriers, 1, barriers);
        Assert.InRange(report.Idle, 0, idle);
        Assert.InRange(report.Speedup, speedup, workers);
        // Where the time goes adds up.
        Assert.Equal(1, report.Speedup / report.Plan.Workers + report.Extra + report.Waiting + report.Barrier + report.Fork, 1e-9);
    }

    [Theory]
    [InlineData(16, 32)]
    [InlineData(16, 1024)]
    [InlineData(64, 32)]
    [InlineData(64, 1024)]
    public void NoStageOfAWideNetLeavesOutAWorkerThatItCouldUse(int workers, int batch)
    {
        PlanReport report = Report(s_layouts[Wide], batch, workers);
        Assert.Equal(workers, report.Plan.Workers);
        Assert.All(report.Stages, stage => Assert.InRange(stage.Parts, Math.Min(workers, stage.Units), workers));
    }

    /// <summary>A team of twice the size is taken only where it is worth it, and is never slower.</summary>
    [Theory]
    [InlineData(Mlp)]
    [InlineData(Wide)]
    [InlineData(Heads)]
    public void MoreWorkersAreNeverSlower(string name)
    {
        foreach (int batch in (int[])[1, 32, 1024])
        {
            double time = double.PositiveInfinity;
            for (int workers = 1; workers <= 64; workers *= 2)
            {
                PlanReport report = Report(s_layouts[name], batch, workers, processors: 64);
                Assert.InRange(report.Time, 0, time * 1.0001);
                time = report.Time;
            }
        }
    }

    /// <summary>Uneven teams are used too: 12, 24, 48 workers, and those that no stage divides by.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(22)]
    [InlineData(24)]
    [InlineData(37)]
    [InlineData(48)]
    public void UnevenTeamsAreNoWasteOfWorkers(int workers)
    {
        PlanReport report = Report(s_layouts[Wide], 1024, workers);
        Assert.InRange(report.Plan.Workers, workers * 0.9, workers);
        Assert.InRange(report.Idle, 0, 0.1);
    }

    [Theory]
    [InlineData(1, 1, 64)]
    [InlineData(7, 1, 64)]
    [InlineData(1, 5, 64)]
    [InlineData(32, 4, 20)]
    [InlineData(1000, 32, 37)]
    [InlineData(784, 4, 1024)]
    public void GridsFitTheTeamAndTheStage(int rows, int columns, int workers)
    {
        Grid[] grids = GridChoices.Of(rows, columns, workers);
        Assert.Equal(new Grid(1, 1), grids[0]);
        Assert.Equal(grids.Length, grids.Distinct().Count());
        Assert.All(grids, grid => Assert.True(grid.Parts <= workers && grid.Rows <= rows && grid.Columns <= columns));
        // Few enough to weigh all of them; some take all workers that there is work for, or nearly.
        Assert.InRange(grids.Length, 1, 64);
        int units = grids.Min(grid => (rows + grid.Rows - 1) / grid.Rows * ((columns + grid.Columns - 1) / grid.Columns));
        Assert.InRange(units, 1, 1.5 * Math.Max(1, (double)rows * columns / workers));
    }

    private static PlanReport Report(SessionLayout layout, int batch, int workers, int processors = 0)
    {
        processors = Math.Max(processors, workers);
        Plan plan = StagePlanner.Of(layout, batch, workers, size => CostModel.For(size, processors));
        return PlanReport.Of(layout, plan, batch, CostModel.For(plan.Workers, processors));
    }
}
