using GraphGen.CompilerServices;

namespace GraphGen.Tests.Optimizers;

public class PlateauTests
{
    [Fact]
    public void The_state_belongs_to_the_session()
    {
        Schedule schedule = Schedule.OnPlateau(0.4, factor: 0.5, patience: 0);
        var optimizer = new Sgd(schedule);
        OptimizerState first = optimizer.CreateState(16), second = optimizer.CreateState(16);
        first.Report(1);
        first.Report(1);
        Assert.Equal(0.2, Rate(first, 0));
        Assert.Equal(0.4, Rate(second, 0));
        Assert.Equal(0.4, schedule.At(100));
    }

    [Fact]
    public void A_report_counts_from_the_next_step_on()
    {
        OptimizerState state = new Sgd(Schedule.OnPlateau(0.4, factor: 0.5, patience: 0)).CreateState(16);
        Assert.Equal(0.4, Rate(state, 0));
        state.Report(double.NaN); // never an improvement
        Assert.Equal(0.4, state.LearningRate);
        Assert.Equal(0.2, Rate(state, 1));
    }

    [Fact]
    public void Other_schedules_ignore_reports()
    {
        OptimizerState state = new Sgd(Schedule.Exponential(1, 0.5)).CreateState(16);
        state.Report(1);
        state.Report(2);
        Assert.Equal(0.5, Rate(state, 1));
        Assert.Equal(0, state.ScalarCount);
        state.GetScalars([]);
        state.SetScalars([]);
    }

    [Fact]
    public void A_warm_up_rises_to_what_was_reported_and_passes_reports_on()
    {
        Schedule schedule = Schedule.Warmup(Schedule.OnPlateau(0.4, factor: 0.5, patience: 0), 4);
        Assert.Equal([0.1, 0.2, 0.4, 0.4], new long[] { 0, 1, 3, 4 }.Select(schedule.At), (a, b) => Math.Abs(a - b) < 1e-15);
        OptimizerState state = new Sgd(schedule).CreateState(16);
        Assert.Equal(0.1, Rate(state, 0), 1e-15);
        state.Report(1);
        state.Report(1);
        Assert.Equal(0.1, Rate(state, 1), 1e-15);
        Assert.Equal(0.2, Rate(state, 4), 1e-15);
        Assert.Equal(4, state.ScalarCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_copy_of_the_numbers_continues_with_the_same_bits(bool warm)
    {
        Schedule plateau = Schedule.OnPlateau(0.3, factor: 0.3, patience: 1, cooldown: 1);
        var optimizer = new Sgd(warm ? Schedule.Warmup(plateau, 5) : plateau);
        double[] metrics = [3, 2, 2.5, 2.5, 1, 1, 1, 1, 0.5, 0.6, 0.6, 0.6, 0.7, 0.7, 0.7];
        for (int cut = 0; cut <= metrics.Length; cut++)
        {
            OptimizerState whole = optimizer.CreateState(16), resumed = optimizer.CreateState(16);
            for (int i = 0; i < metrics.Length; i++)
            {
                if (i == cut)
                {
                    var numbers = new double[whole.ScalarCount];
                    whole.GetScalars(numbers);
                    resumed.SetScalars(numbers);
                }
                whole.Report(metrics[i]);
                if (i >= cut)
                {
                    resumed.Report(metrics[i]);
                    Assert.Equal(Rate(whole, i), Rate(resumed, i));
                }
            }
        }
    }

    [Fact]
    public void Numbers_that_cannot_be_are_refused_and_change_nothing()
    {
        OptimizerState state = new Sgd(Schedule.OnPlateau(0.3)).CreateState(16);
        double[][] wrong = [[double.NaN, 1, 0, 0], [-1, 1, 0, 0], [1, double.NaN, 0, 0], [1, 1, 0.5, 0], [1, 1, 0, -1], [1, 1, 1e10, 0]];
        foreach (double[] numbers in wrong)
            Assert.Contains("were expected", Assert.Throws<ArgumentException>(() => state.SetScalars(numbers)).Message);
        Assert.Equal(0.3, Rate(state, 0));
        Assert.Contains("keeps 4 numbers", Assert.Throws<ArgumentException>(() => state.SetScalars(new double[3])).Message);
        Assert.Contains("has 5", Assert.Throws<ArgumentException>(() => state.GetScalars(new double[5])).Message);
    }

    private static double Rate(OptimizerState state, long step)
    {
        state.Begin(step);
        return state.LearningRate;
    }
}
