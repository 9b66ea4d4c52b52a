using Benchmarks;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Parallel;

/// <summary>A look at the stages changes nothing, and misses none of them.</summary>
public sealed class StageClockTests
{
    [Fact]
    public void ResultsUnderAClockAreTheSame()
    {
        float[] inputs = [.. Enumerable.Range(0, 784 * 5).Select(i => i * 37 % 101 / 100f)];
        int[] labels = [1, 2, 3, 4, 5];
        using var plain = new ScheduledMlp(3).CreateTraining(batchSize: 5, new Adam(1e-3f), threads: 1);
        using var clocked = new ScheduledMlp(3).CreateTraining(batchSize: 5, new Adam(1e-3f), threads: 1);
        StageClock clock = new(clocked.Layout.Stages.Length, workers: 1);
        clocked.Clock = clock;
        for (int step = 0; step < 3; step++)
            Assert.Equal(plain.Step(inputs, labels), clocked.Step(inputs, labels));
        clocked.Clock = null;
        Assert.Equal(plain.Step(inputs, labels), clocked.Step(inputs, labels));
    }

    [Fact]
    public void TimesAreOfTheStageThatBegan()
    {
        StageClock clock = new(stages: 2, workers: 1);
        clock.Enter(0, 0);
        clock.Enter(0, 1);
        clock.Enter(0, 1);
        clock.Stop(0);
        clock.Enter(0, 0);
        clock.Reset();
        Assert.Equal([0, 0, 0, 0, 0], [clock.Kernel(0, 0), clock.Kernel(0, 1), clock.Update(0, 0), clock.Update(0, 1), clock.Waiting(0)]);
        clock.Wait(0);
        Assert.True(clock.Kernel(0, 0) >= 0);
        Assert.Equal([0, 0, 0, 0], [clock.Kernel(0, 1), clock.Update(0, 0), clock.Update(0, 1), clock.Waiting(0)]);
    }
}
