using System.Globalization;
using System.Text.Json;
using GraphGen.CompilerServices;
using GraphGen.Tests.Golden;

namespace GraphGen.Tests.Optimizers;

/// <summary>Against torch.optim.lr_scheduler; see Golden/optimizers.py.</summary>
public class GoldenScheduleTests
{
    public static TheoryData<string, Schedule> Schedules => new()
    {
        { "step", Schedule.Step(0.3, 7, 0.3) },
        { "exponential", Schedule.Exponential(0.3, 0.93) },
        { "cosine", Schedule.Cosine(0.3, 24, floor: 0.01) },
        { "restarts", Schedule.CosineRestarts(0.3, 6) },
        { "restarts growing", Schedule.CosineRestarts(0.3, 5, growth: 3, floor: 0.02) },
        { "warmup", Schedule.Warmup(Schedule.Exponential(0.3, 0.9), 6) },
        { "one cycle", Schedule.OneCycle(0.3, 50) },
        { "one cycle between steps", Schedule.OneCycle(0.3, 17, rise: 0.4, startDivisor: 10, endDivisor: 100) },
        { "one cycle falling", Schedule.OneCycle(0.3, 9, rise: 0) },
        { "one cycle rising", Schedule.OneCycle(0.3, 9, rise: 1) },
    };

    public static TheoryData<string, Schedule> Plateaus => new()
    {
        { "plateau", Schedule.OnPlateau(0.3, patience: 2) },
        { "plateau cooldown", Schedule.OnPlateau(0.3, 0.5, 1, threshold: 0.1, cooldown: 2) },
        { "plateau absolute", Schedule.OnPlateau(0.3, 0.5, 0, threshold: 0.5, absolute: true, floor: 0.01) },
        { "plateau rising", Schedule.OnPlateau(0.3, 0.5, 3, maximize: true, epsilon: 0.05) },
        { "plateau rising absolute", Schedule.OnPlateau(0.3, 0.3, 3, maximize: true, absolute: true) },
    };

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Every_rate_agrees_with_PyTorch(string name, Schedule schedule)
    {
        double[] rates = Rates("schedules", name, out _);
        for (int step = 0; step < rates.Length; step++)
            Assert.Equal(rates[step], schedule.At(step), 1e-14);
    }

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void Every_reduction_agrees_with_PyTorch(string name, Schedule schedule)
    {
        double[] rates = Rates("plateaus", name, out double[] metrics);
        OptimizerState state = new Sgd(schedule).CreateState(16);
        for (int report = 0; report < rates.Length; report++)
        {
            state.Report(metrics[report]);
            state.Begin(report);
            Assert.Equal(rates[report], state.LearningRate, 1e-16);
        }
    }

    private static double[] Rates(string kind, string name, out double[] metrics)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.Path("optimizers.json")));
        metrics = [.. golden.RootElement.GetProperty("metrics").EnumerateArray()
            .Select(metric => double.Parse(metric.GetString()!, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
        return [.. golden.RootElement.GetProperty(kind).EnumerateArray()
            .Single(element => element.GetProperty("name").GetString() == name)
            .GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())];
    }
}
