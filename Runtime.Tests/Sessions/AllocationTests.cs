using GraphGen.CompilerServices;
using GraphGen.Tests.Parallel;

namespace GraphGen.Tests.Sessions;

[Collection(nameof(WholeTeam))]
public sealed class AllocationTests
{
    private const int Inputs = TinyNetwork.Inputs;
    private const int Outputs = TinyNetwork.Outputs;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void AStepAllocatesNothingOnAnyWorker(int threads)
    {
        using TinyTraining training = new TinyNetwork().CreateTraining(batchSize: 8, threads, optimizer: new Adam(1e-3f));
        training.PlanWith(CostModel.Free);
        float[] x = SampleData.Floats(8 * Inputs);
        float[] t = SampleData.Floats(8 * Outputs);
        AssertAllocatesNothing(() =>
        {
            for (int count = 8; count > 0; count -= 3)
                training.Step(x.AsSpan(0, count * Inputs), t.AsSpan(0, count * Outputs));
        });
    }

    [Fact]
    public void ABusyTeamAllocatesNothing()
    {
        using TinyTraining training = new TinyNetwork().CreateTraining(batchSize: 8, threads: 5);
        training.PlanWith(CostModel.Free);
        TeamMember?[] taken = new TeamMember?[WorkerTeam.Shared.Size];
        int keep = 0;
        AssertAllocatesNothing(() =>
        {
            int count = WorkerTeam.Shared.Borrow(taken.AsSpan(0, keep++ % taken.Length));
            training.Step(8);
            foreach (TeamMember? member in taken.AsSpan(0, count))
                member!.Release();
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ARunAllocatesNothingOnAnyWorker(int threads)
    {
        TinyNetwork network = new();
        using TinyInference inference = network.CreateInference(batchSize: 4, threads);
        inference.PlanWith(CostModel.Free);
        float[] x = SampleData.Floats(4 * Inputs);
        float[] y = new float[4 * Outputs];
        float[] bias = new float[Outputs];
        TinyNetwork copy = new();
        AssertAllocatesNothing(() =>
        {
            inference.Run(x, y);
            inference.Run(2);
            network.CopyTo(copy);
            copy.Parameters[1].Read(bias);
        });
    }

    /// <summary>The test host allocates on threads of its own now and then: one clean round of many is proof.</summary>
    private static void AssertAllocatesNothing(Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 50 && least > 0; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int repeat = 0; repeat < 2; repeat++)
                round();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }
}
