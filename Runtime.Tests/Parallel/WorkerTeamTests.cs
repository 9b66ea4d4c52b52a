using GraphGen.CompilerServices;
using GraphGen.Tests.Sessions;

namespace GraphGen.Tests.Parallel;

/// <summary>Tests that need the members of the process's team for themselves.</summary>
[CollectionDefinition(nameof(WholeTeam), DisableParallelization = true)]
public sealed class WholeTeam;

[Collection(nameof(WholeTeam))]
public sealed class WorkerTeamTests
{
    private const int Stages = 200;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void BarriersKeepWorkersInStep(int workers)
    {
        Counting program = new(workers);
        Run(program, workers);
        Assert.Equal(0, program.Violations);
        Assert.All(program.Reached, stage => Assert.Equal(Stages, stage));
    }

    [Fact]
    public void TheTeamIsLentOneByOne()
    {
        WorkerTeam team = new();
        team.Grow(4);
        Assert.Equal(3, team.Size);
        TeamMember?[] two = new TeamMember?[2], three = new TeamMember?[3];
        Assert.Equal(2, team.Borrow(two));
        Assert.Equal(1, team.Borrow(three));
        Assert.Equal(0, team.Borrow(new TeamMember?[1]));
        two[0]!.Release();
        Assert.Equal(1, team.Borrow(new TeamMember?[1]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(4, 5)]
    public void AFailureIsCarriedPastAllBarriers(int worker, int threads)
    {
        using TinyTraining training = new TinyNetwork(seed: 1).CreateTraining(batchSize: 20, threads);
        training.PlanWith(CostModel.Free);
        for (int round = 0; round < 3; round++)
        {
            for (int stage = 0; stage < 3; stage++)
            {
                training.Hook = new Fault(stage, worker);
                FaultException fault = Assert.Throws<FaultException>(() => training.Step(20));
                Assert.Contains(nameof(Fault.At), fault.StackTrace);
                Assert.Equal(0, training.Steps);
            }
        }

        training.Hook = null;
        training.Step(8);
        Assert.Equal(1, training.Steps);
    }

    [Fact]
    public void OneOfManyFailuresReachesTheCaller()
    {
        using TinyTraining training = new TinyNetwork().CreateTraining(batchSize: 8, threads: 4);
        training.PlanWith(CostModel.Free);
        training.Hook = new Fault(stage: 1, worker: -1);
        Assert.Throws<FaultException>(() => training.Step(8));
        training.Hook = null;
        training.Step(8);
    }

    [Fact]
    public void SessionsOnManyThreadsShareTheTeam()
    {
        float[] x = SampleData.Floats(8 * TinyNetwork.Inputs);
        float[] t = SampleData.Floats(8 * TinyNetwork.Outputs);
        float[][] results = new float[4][];
        Thread[] threads = [.. Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
        {
            TinyNetwork network = new(seed: 1);
            using TinyTraining training = network.CreateTraining(batchSize: 8, threads: 2 + i);
            training.PlanWith(CostModel.Free);
            for (int step = 0; step < 30; step++)
                training.Step(x, t);
            results[i] = network.Values("dense1.weight");
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    private static void Run(IProgram program, int workers)
    {
        WorkerTeam.Shared.Grow(workers);
        Crew crew = new(workers - 1);
        Assert.Equal(workers - 1, crew.Borrow(workers - 1));
        Region region = new() { Program = program, Parts = [], Workers = workers };
        SessionLayout layout = new([], [], [], [], [], 0, [], [], [0]);
        region.Prepare(layout, new Plan(workers, [], [true]));
        crew.Run(region);
        crew.Return(kept: 0);
        region.ThrowFailure();
    }

    private sealed class Counting(int workers) : IProgram
    {
        private int _violations;

        public int[] Reached { get; } = new int[workers];

        public int Violations => _violations;

        public void Run(ref Worker worker)
        {
            for (int stage = 1; stage <= Stages; stage++)
            {
                Volatile.Write(ref Reached[worker.Index], stage);
                worker.Sync(0);
                for (int other = 0; other < Reached.Length; other++)
                {
                    if (Volatile.Read(ref Reached[other]) < stage)
                        Interlocked.Increment(ref _violations);
                }

                worker.Sync(0);
            }
        }
    }

    private sealed class Fault(int stage, int worker) : IHook
    {
        public void At(int stageNow, int workerNow)
        {
            if (stageNow == stage && (worker < 0 || workerNow == worker))
                throw new FaultException();
        }
    }

    private sealed class FaultException : Exception;
}
