using GraphGen.CompilerServices;
using GraphGen.Tests.Sessions;

namespace GraphGen.Tests.Parallel;

/// <summary>How sessions choose among plans by what calls take; a number plays the clock.</summary>
public sealed class PaceTests
{
    private const long Window = 20_000;

    [Fact]
    public void OnAQuietMachineTheFirstPlanIsLeftForOneShortTrial()
    {
        Machine machine = new(plans: 2);
        machine.Run(calls: 200_000, plan => plan == 0 ? 100 : 160);
        Assert.Equal(0, machine.Pace.Plan);
        Assert.Equal(Window / 160, machine.Calls[1]);
    }

    [Fact]
    public void WhoeverIsFasterAloneSoonWorksAlone()
    {
        Machine machine = new(plans: 2);
        machine.Run(calls: 100_000, plan => plan == 0 ? 300 : 160);
        Assert.Equal(1, machine.Pace.Plan);
        Assert.InRange(machine.Ticks[0], 0, 0.1 * machine.Ticks[1]);
        // Trials become rare.
        long before = machine.Ticks[0], alone = machine.Ticks[1];
        machine.Run(calls: 1_000_000, plan => plan == 0 ? 300 : 160);
        Assert.InRange(machine.Ticks[0] - before, 1, 0.01 * (machine.Ticks[1] - alone));
    }

    [Fact]
    public void LoadThatComesAndGoesIsNoticed()
    {
        Machine machine = new(plans: 2);
        for (int round = 0; round < 3; round++)
        {
            machine.Run(calls: 100_000, plan => plan == 0 ? 100 : 160);
            Assert.Equal(0, machine.Pace.Plan);
            // As long as 200 windows, and it is noticed.
            machine.Run(calls: 200 * (int)Window / 700, plan => plan == 0 ? 700 : 300);
            Assert.Equal(1, machine.Pace.Plan);
        }
    }

    /// <summary>Time slices: most calls are not held up, and now and then one is for long.</summary>
    [Fact]
    public void RareLongCallsCount()
    {
        Machine machine = new(plans: 2);
        Random random = new(1);
        machine.Run(calls: 300_000, plan => plan == 0 ? (random.Next(20) == 0 ? 6000 : 100) : (random.Next(20) == 0 ? 3000 : 160));
        Assert.InRange(machine.Ticks[1], 5 * machine.Ticks[0], long.MaxValue);
    }

    /// <summary>Of many plans the best one is found, from either side.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void TheBestOfManyPlansIsFound(int best)
    {
        foreach (bool fromTheEnd in (bool[])[false, true])
        {
            Machine machine = new(plans: 7);
            if (fromTheEnd)
                machine.Run(calls: 100_000, plan => 100 * (7 - plan));
            Assert.InRange(machine.Pace.Plan, fromTheEnd ? 5 : 0, fromTheEnd ? 6 : 0);
            machine.Run(calls: 300_000, plan => 100 * (1 + Math.Abs(plan - best)));
            Assert.InRange(machine.Pace.Plan, best - 1, best + 1);
            Array.Clear(machine.Calls);
            machine.Run(calls: 300_000, plan => 100 * (1 + Math.Abs(plan - best)));
            Assert.Equal(best, Array.IndexOf(machine.Calls, machine.Calls.Max()));
        }
    }

    [Fact]
    public void LongCallsAreJudgedByTwo()
    {
        Machine machine = new(plans: 3);
        machine.Run(calls: 64, _ => 10 * Window);
        Assert.Equal(1, machine.Pace.Plan);
        machine.Run(calls: 2, _ => 10 * Window);
        Assert.Equal(0, machine.Pace.Plan);
        machine.Run(calls: 10_000, _ => 10 * Window);
        Assert.Equal([10_064, 2, 0], machine.Calls);
    }

    /// <summary>A batch of another size takes another time; what counts is the time of a sample.</summary>
    [Fact]
    public void SmallerBatchesAreNoReasonToChange()
    {
        Pace pace = new(2, Window);
        for (int call = 0; call < 1_000_000; call++)
        {
            int samples = call % 3 == 0 ? 17 : 32;
            pace.Record(samples * (pace.Plan == 0 ? 4 : 6), samples);
        }

        Assert.Equal(0, pace.Plan);
    }

    /// <summary>Forward passes and steps take different times, and have paces of their own.</summary>
    [Fact]
    public void KindsOfCallsAreToldApart()
    {
        Plan two = new(2, [], []), one = new(1, [], []);
        PlanLadder ladder = new([two, two], one, kinds: 2);
        Assert.True(ladder.IsPaced);
        long window = Pace.UsualWindow;
        for (int call = 0; call < 2000; call++)
        {
            ladder.Record(0, ladder.Next(0).Workers == 2 ? window : 2 * window, 1);
            ladder.Record(1, ladder.Next(1).Workers == 1 ? window : 2 * window, 1);
        }

        Assert.Same(two, ladder.Next(0));
        Assert.Same(one, ladder.Next(1));
        Assert.Same(one, ladder.AtMost(1));
        Assert.False(new PlanLadder([one], one, kinds: 2).IsPaced);
        Assert.False(new PlanLadder([two], one, kinds: 0).IsPaced);
    }

    /// <summary>The plan may change from one call to the next: the same bits.</summary>
    [Fact]
    public void ChangingPlansChangeNoBit()
    {
        float[][] weights = new float[2][];
        for (int i = 0; i < weights.Length; i++)
        {
            TinyNetwork network = new(seed: 1);
            using TinyTraining training = network.CreateTraining(batchSize: 20, threads: 3);
            training.PlanWith(CostModel.Free);
            for (int step = 0; step < 6; step++)
            {
                if (i == 1)
                    training.PlanWith(step % 2 == 0 ? new CostModel(1e12, 1e12) : CostModel.Free);
                training.Step(20);
            }

            weights[i] = network.Values("dense1.weight");
        }

        Assert.Equal(weights[0], weights[1]);
    }

    /// <summary>Calls of so many ticks each, by plan.</summary>
    private sealed class Machine(int plans)
    {
        public Pace Pace { get; } = new(plans, Window);

        public int[] Calls { get; } = new int[plans];

        public long[] Ticks { get; } = new long[plans];

        public void Run(int calls, Func<int, long> ticks)
        {
            for (int call = 0; call < calls; call++)
            {
                int plan = Pace.Plan;
                long time = ticks(plan);
                Calls[plan]++;
                Ticks[plan] += time;
                Pace.Record(time, samples: 1);
            }
        }
    }
}
