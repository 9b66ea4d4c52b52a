using GraphGen.CompilerServices;

namespace GraphGen.Tests.Optimizers;

public class ScheduleTests
{
    [Fact]
    public void A_number_is_a_constant_schedule()
    {
        Schedule fromSingle = 0.25f;
        Schedule fromDouble = 0.1;
        Assert.Equal(Schedule.Constant(0.25), fromSingle);
        Assert.Equal(0.25, fromSingle.At(0));
        Assert.Equal(0.25, fromSingle.At(long.MaxValue));
        Assert.Equal(0.1, fromDouble.At(3));
    }

    [Fact]
    public void Cosine_falls_from_peak_to_floor()
    {
        Schedule schedule = Schedule.Cosine(1, 100, floor: 0.2);
        Assert.Equal(1, schedule.At(0));
        Assert.Equal(0.6, schedule.At(50), 1e-15);
        Assert.Equal(0.2, schedule.At(100));
        Assert.Equal(0.2, schedule.At(1_000_000));
        for (int step = 0; step < 100; step++)
        {
            Assert.Equal(0.2 + 0.8 * (1 + Math.Cos(Math.PI * step / 100)) / 2, schedule.At(step), 1e-14);
            Assert.True(schedule.At(step + 1) < schedule.At(step));
        }
    }

    [Fact]
    public void Warmup_rises_to_the_peak_in_a_line()
    {
        Schedule schedule = Schedule.Cosine(0.8, 20, warmup: 4);
        Assert.Equal([0.2, 0.4, 0.6000000000000001, 0.8, 0.8], Enumerable.Range(0, 5).Select(step => schedule.At(step)));
        Assert.Equal(0.4, schedule.At(12), 1e-15);
        Assert.Equal(0, schedule.At(20));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Equal("rate", Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Constant(-1)).ParamName);
        Assert.Equal("peak", Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(double.NaN, 10)).ParamName);
        Assert.Equal("floor", Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(1, 10, floor: 2)).ParamName);
        Assert.Equal("steps", Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(1, 0)).ParamName);
        Assert.Equal("warmup", Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(1, 10, warmup: 10)).ParamName);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void A_schedule_of_ones_own_that_goes_wrong_is_named(double rate)
    {
        foreach (Optimizer optimizer in new Optimizer[]
            { new Sgd(new Own(rate)), new Sgd(new Own(rate), 0.9), new Adam(new Own(rate)), new AdamW(new Own(rate)) })
        {
            OptimizerState state = optimizer.CreateState(16);
            state.Begin(0);
            Assert.Contains("step 1", Assert.Throws<InvalidOperationException>(() => state.Begin(1)).Message);
        }
    }

    private sealed record Own(double Later) : Schedule
    {
        public override double At(long step) => step == 0 ? 0.1 : Later;
    }
}
