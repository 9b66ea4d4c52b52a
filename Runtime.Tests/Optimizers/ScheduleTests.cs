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
    public void Restarts_return_to_the_peak()
    {
        Schedule even = Schedule.CosineRestarts(0.5, 10, floor: 0.1);
        for (long start = 0; start < 50; start += 10)
        {
            Assert.Equal(0.5, even.At(start));
            Assert.True(even.At(start + 9) < 0.12);
        }
        Assert.Equal(0.5, even.At(10_000_000_000_000_000));
        Schedule growing = Schedule.CosineRestarts(0.5, 1, growth: 2); // periods end at 2ⁿ - 1
        Assert.Equal(0.5, growing.At((1L << 40) - 1));
        Assert.True(growing.At((1L << 40) - 2) < 1e-20);
        Assert.Equal(0.5, growing.At((1L << 62) - 1));
        Assert.InRange(growing.At(long.MaxValue - 1), 0, 0.5);
        Assert.InRange(growing.At(long.MaxValue), 0, 0.5);
        Assert.InRange(Schedule.CosineRestarts(1, long.MaxValue, int.MaxValue).At(long.MaxValue), 0, 1);
    }

    [Fact]
    public void Stairs_hold_and_fall()
    {
        Schedule schedule = Schedule.Step(0.8, 3, 0.5);
        Assert.Equal([0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2], Enumerable.Range(0, 7).Select(step => schedule.At(step)));
        Assert.Equal(0, schedule.At(1_000_000));
        Assert.Equal(8, Schedule.Exponential(1, 2).At(3));
        Assert.Equal(1, Schedule.Exponential(1, 1).At(long.MaxValue));
        // A factor close to one is as good after a million steps as after one.
        Assert.Equal(Math.Exp(1_000_000 * Math.Log(0.999999)), Schedule.Exponential(1, 0.999999).At(1_000_000), 1e-14);
    }

    [Fact]
    public void Warming_up_a_cosine_is_the_cosine_that_warms_up()
    {
        Schedule wrapped = Schedule.Warmup(Schedule.Cosine(0.8, 16, floor: 0.1), 4);
        Schedule own = Schedule.Cosine(0.8, 20, floor: 0.1, warmup: 4);
        for (int step = 0; step < 25; step++)
            Assert.Equal(own.At(step), wrapped.At(step));
        Assert.Equal([0.5, 1, 1], Enumerable.Range(0, 3).Select(step => Schedule.Warmup(1f, 2).At(step)));
    }

    [Fact]
    public void One_cycle_stays_where_it_ends()
    {
        Schedule schedule = Schedule.OneCycle(0.5, 20);
        Assert.Equal(0.02, schedule.At(0), 1e-16);
        Assert.Equal(0.5, schedule.At(5));
        Assert.Equal(0.02 / 1e4, schedule.At(19));
        Assert.Equal(0.02 / 1e4, schedule.At(1_000_000));
        Assert.Equal(0.5, Schedule.OneCycle(0.5, 20, rise: 1).At(1_000_000));
        for (int steps = 1; steps < 8; steps++)
        {
            foreach (double rise in new[] { 0, 0.25, 0.5, 1 })
            {
                for (int step = 0; step < 10; step++)
                    Assert.InRange(Schedule.OneCycle(0.5, steps, rise).At(step), 0.02 / 1e4, 0.5);
            }
        }
    }

    [Fact]
    public void Descriptions_compare_by_value()
    {
        Assert.Equal(Schedule.Warmup(Schedule.Step(1, 2, 0.5), 3), Schedule.Warmup(Schedule.Step(1, 2, 0.5), 3));
        Assert.NotEqual(Schedule.OnPlateau(1), Schedule.OnPlateau(1, patience: 9));
        Assert.Equal(Schedule.OneCycle(1, 5), Schedule.OneCycle(1, 5));
        Assert.Equal(Schedule.CosineRestarts(1, 5), Schedule.CosineRestarts(1, 5, growth: 1));
    }

    public static TheoryData<string, Action> Wrong => new()
    {
        { "peak", () => Schedule.CosineRestarts(-1, 10) },
        { "period", () => Schedule.CosineRestarts(1, 0) },
        { "growth", () => Schedule.CosineRestarts(1, 10, growth: 0) },
        { "floor", () => Schedule.CosineRestarts(1, 10, floor: 2) },
        { "floor", () => Schedule.CosineRestarts(1, 10, floor: double.NaN) },
        { "rate", () => Schedule.Step(double.PositiveInfinity, 1, 0.5) },
        { "every", () => Schedule.Step(1, 0, 0.5) },
        { "factor", () => Schedule.Step(1, 1, 0) },
        { "rate", () => Schedule.Exponential(-1, 0.5) },
        { "factor", () => Schedule.Exponential(1, double.NaN) },
        { "steps", () => Schedule.Warmup(1f, 0) },
        { "peak", () => Schedule.OneCycle(-1, 10) },
        { "steps", () => Schedule.OneCycle(1, 0) },
        { "rise", () => Schedule.OneCycle(1, 10, rise: 1.1) },
        { "startDivisor", () => Schedule.OneCycle(1, 10, startDivisor: 0) },
        { "endDivisor", () => Schedule.OneCycle(1, 10, endDivisor: -1) },
        { "rate", () => Schedule.OnPlateau(-1) },
        { "factor", () => Schedule.OnPlateau(1, factor: 1) },
        { "patience", () => Schedule.OnPlateau(1, patience: -1) },
        { "threshold", () => Schedule.OnPlateau(1, threshold: 1) },
        { "threshold", () => Schedule.OnPlateau(1, threshold: -1, absolute: true) },
        { "cooldown", () => Schedule.OnPlateau(1, cooldown: -1) },
        { "floor", () => Schedule.OnPlateau(1, floor: 2) },
        { "epsilon", () => Schedule.OnPlateau(1, epsilon: -1) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_argument_out_of_range_is_named_with_what_came(string name, Action create)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(create);
        Assert.Equal(name, exception.ParamName);
        Assert.Matches($"^{name} must be .+; it was .+", exception.Message);
    }

    [Fact]
    public void A_missing_schedule_is_refused() =>
        Assert.Equal("schedule", Assert.Throws<ArgumentNullException>(() => Schedule.Warmup(null!, 3)).ParamName);

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
            { new Sgd(new Own(rate)), new Sgd(new Own(rate), 0.9), new Adam(new Own(rate)), new AdamW(new Own(rate)),
              new AdaGrad(new Own(rate)), new RmsProp(new Own(rate)) })
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
