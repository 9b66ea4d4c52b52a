using GraphGen.CompilerServices;

namespace GraphGen.Tests.Parallel;

public sealed class StagePlannerTests
{
    private static readonly Func<int, CostModel> s_real = workers => CostModel.For(workers, processors: 64);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    public void PartsCoverEverythingOnce(int workers)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            SessionLayout layout = RandomProgram.Layout(seed);
            foreach (int count in (int[])[1, 2, 13, 64])
            {
                Plan plan = StagePlanner.Of(layout, count, workers, _ => CostModel.Free);
                Assert.InRange(plan.Workers, 1, workers);
                // A plan is right for other counts too.
                foreach (int actual in (int[])[1, count, 3 * count])
                    AssertCovered(layout, plan, actual);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(16)]
    public void NoNeededBarrierIsDropped(int workers)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            RandomProgram program = new(seed);
            foreach (Func<int, CostModel> costs in (Func<int, CostModel>[])[_ => CostModel.Free, s_real, _ => new CostModel(1e9, 0)])
            {
                Plan plan = StagePlanner.Of(program.ToLayout(), 24, workers, costs);
                program.AssertOrdered(plan, count: 24);
                program.AssertOrdered(plan, count: 5);
            }
        }
    }

    [Fact]
    public void BarriersThatAreTooManyWouldBeFound()
    {
        // The simulation itself must be able to fail: without barriers a real split is caught.
        bool caught = false;
        for (int seed = 0; seed < 20 && !caught; seed++)
        {
            RandomProgram program = new(seed);
            Plan plan = StagePlanner.Of(program.ToLayout(), 24, 4, _ => CostModel.Free);
            caught = Record.Exception(() => program.AssertOrdered(plan with { Barriers = new bool[plan.Barriers.Length] }, 24)) is not null;
        }

        Assert.True(caught);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    public void ATinyNetStaysOnItsCaller(int workers) =>
        Assert.Equal(1, StagePlanner.Of(Mlp(16, 32, 4), 1, workers, s_real).Workers);

    [Fact]
    public void TheMnistStepIsSharedByTwo()
    {
        Plan plan = StagePlanner.Of(Mlp(784, 128, 10), 32, 2, s_real);
        Assert.Equal(2, plan.Workers);
        // The weight of the large layer is shared out: forward, and gradient.
        Assert.All((int[])[0, 5], stage => Assert.Equal(2, plan.Grids[stage].Parts));
        Assert.InRange(plan.Barriers.Count(stands => stands), 1, 5);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void AWideNetUsesALargeTeam(int workers)
    {
        Plan plan = StagePlanner.Of(Mlp(4096, 4096, 1000), 512, workers, s_real);
        Assert.Equal(workers, plan.Workers);
        Assert.All((int[])[0, 3, 4, 5], stage => Assert.InRange(plan.Grids[stage].Parts, workers * 3 / 4, workers));
    }

    [Fact]
    public void MoreWorkersThanAreWorthItAreLeftOut()
    {
        Plan plan = StagePlanner.Of(Mlp(784, 128, 10), 32, 64, s_real);
        Assert.InRange(plan.Workers, 2, 32);
    }

    [Fact]
    public void RowsThatAgreeNeedNoBarrier()
    {
        SessionLayout layout = Chain(rowsAgree: true);
        Plan plan = StagePlanner.Of(layout, 1024, 8, s_real);
        Assert.Equal(8, plan.Workers);
        Assert.DoesNotContain(true, plan.Barriers);
        Assert.All(plan.Grids, grid => Assert.Equal(new Grid(8, 1), grid));
    }

    [Fact]
    public void PlansAreKeptForPowersOfTwo()
    {
        PlanCache cache = new(Mlp(784, 128, 10), 100, 4, _ => CostModel.Free);
        Assert.Same(cache.For(65), cache.For(100));
        Assert.Same(cache.For(33), cache.For(64));
        Assert.NotSame(cache.For(64), cache.For(65));
        Assert.Equal(4, cache.MostWorkers);
        for (int idle = 1; idle <= 4; idle++)
            Assert.InRange(cache.For(100).AtMost(idle).Workers, idle == 1 ? 1 : 2, idle);
        Assert.Same(cache.Serial, cache.For(100).AtMost(1));
        Assert.Equal(4, cache.For(100).Next(kind: 0).Workers);
        Assert.False(cache.For(100).IsPaced);
    }

    private static void AssertCovered(SessionLayout layout, Plan plan, int count)
    {
        for (int stage = 0; stage < layout.Stages.Length; stage++)
        {
            int rows = layout.Stages[stage].RowsOf(count);
            int[] seen = new int[rows * layout.Stages[stage].ColumnUnits];
            for (int worker = 0; worker < plan.Workers; worker++)
            {
                Part part = plan.Grids[stage].PartOf(layout.Stages[stage], count, worker);
                for (int row = part.RowStart; row < part.RowEnd; row++)
                {
                    for (int column = part.ColumnStart; column < part.ColumnEnd; column++)
                        seen[row * layout.Stages[stage].ColumnUnits + column]++;
                }
            }

            Assert.All(seen, times => Assert.Equal(1, times));
        }
    }

    private static SessionLayout Chain(bool rowsAgree) => new(
        [], [], [], [], [], 0,
        [.. Enumerable.Range(0, 6).Select(i => new Stage($"stage {i}", RowSplit.Samples, 0, 4, 100_000, 0, 4000))],
        [.. Enumerable.Range(1, 5).Select(i => new Dependency(i - 1, i, rowsAgree, ColumnsAgree: false))],
        [1, 2, 3, 4, 5]);

    /// <summary>The stages of inputs → hidden, relu → outputs, softmax cross-entropy, as the compiler schedules them.</summary>
    private static SessionLayout Mlp(int inputs, int hidden, int outputs)
    {
        long first = 2L * inputs * hidden, second = 2L * hidden * outputs;
        return new SessionLayout(
            [], [], [], [], [], 0,
            [
                new Stage("dense1 forward", RowSplit.Samples, 0, (hidden + 31) / 32, first, 2 * first, 4 * inputs),
                new Stage("dense2 forward", RowSplit.Samples, 0, (outputs + 31) / 32, second, 2 * second, 4 * hidden),
                new Stage("loss", RowSplit.Samples, 0, 1, 10 * outputs, 0, 8 * outputs),
                new Stage("dense2 backward, data", RowSplit.Samples, 0, (hidden + 31) / 32, second, 2 * second, 4 * outputs),
                new Stage("dense2 backward, parameters", RowSplit.Blocks, hidden, (outputs + 31) / 32, second, 2 * second, 4 * (hidden + outputs)),
                new Stage("dense1 backward, parameters", RowSplit.Blocks, inputs, (hidden + 31) / 32, first, 2 * first, 4 * (inputs + hidden)),
            ],
            [
                new Dependency(0, 1, true, false),
                new Dependency(1, 2, true, false),
                new Dependency(0, 3, true, true),
                new Dependency(2, 3, true, false),
                new Dependency(0, 4, false, false),
                new Dependency(2, 4, false, true),
                new Dependency(3, 4, false, false),
                new Dependency(3, 5, false, true),
            ],
            [1, 2, 3, 4, 5]);
    }
}
