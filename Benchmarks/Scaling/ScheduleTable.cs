using System.Globalization;
using GraphGen;
using GraphGen.CompilerServices;

namespace Benchmarks;

/// <summary>
/// Who computes what on teams that this machine need not have: the plans, and what they come to by the planner's model.
/// Nothing here is measured.
/// </summary>
internal static class ScheduleTable
{
    /// <param name="args"><c>--workers 16,64</c>, <c>--batch 32,1024</c>, <c>--brief</c> for one line a plan.</param>
    public static void Print(string[] args)
    {
        int[] workers = Numbers(args, "--workers", [16, 64]), batches = Numbers(args, "--batch", [32, 1024]);
        bool isBrief = args.Contains("--brief");
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (isBrief)
            Console.WriteLine("network                             batch  team  used  barriers      1 µs        µs  speedup   idle  uneven  barrier  fork  extra");
        foreach (var (name, layout) in ScheduledNetworks.Layouts())
        {
            foreach (int batch in batches)
            {
                foreach (int team in workers)
                {
                    Plan plan = StagePlanner.Of(layout, batch, team, size => CostModel.For(size, team));
                    PlanReport report = PlanReport.Of(layout, plan, batch, CostModel.For(plan.Workers, team));
                    if (isBrief)
                        PrintLine(name, batch, team, report);
                    else
                        PrintStages(name, batch, team, report);
                }
            }
        }
    }

    private static void PrintLine(string name, int batch, int team, PlanReport report) => Console.WriteLine(
        $"{name,-34}{batch,7}{team,6}{report.Plan.Workers,6}{report.Barriers,10}{report.SerialTime / 1000,10:F1}{report.Time / 1000,10:F1}{report.Speedup,9:F1}"
        + $"{report.Idle,7:P0}{report.Waiting,8:P0}{report.Barrier,9:P0}{report.Fork,6:P0}{report.Extra,7:P0}");

    private static void PrintStages(string name, int batch, int team, PlanReport report)
    {
        Console.WriteLine($"{name}, batch {batch}, at most {team} workers: {report.Plan.Workers} of them");
        Console.WriteLine("  stage                                          rows × columns   parts   units   a share   µs, largest   µs, mean");
        foreach (StageReport stage in report.Stages)
        {
            Console.WriteLine(
                $"{(stage.Waits ? "| " : "  ")}{stage.Name,-46}{$"{stage.Grid.Rows} × {stage.Grid.Columns}",15}{stage.Parts,8}{stage.Units,8}"
                + $"{(stage.LeastUnits == stage.MostUnits ? $"{stage.MostUnits}" : $"{stage.LeastUnits}…{stage.MostUnits}"),10}"
                + $"{stage.Time / 1000,14:F2}{stage.Work / 1000 / report.Plan.Workers,11:F2}");
        }

        Console.WriteLine(
            $"  | is a barrier: {report.Barriers}. One worker {report.SerialTime / 1000:F1} µs, these {report.Time / 1000:F1} µs: {report.Speedup:F1} times as fast.");
        Console.WriteLine(
            $"  Of all workers' time {report.Idle:P0} is idle: {report.Waiting:P0} by uneven or missing shares, {report.Barrier:P0} at barriers, "
            + $"{report.Fork:P0} for fork and join; {report.Extra:P0} is work that one worker would not have. {Limit(report)}");
        Console.WriteLine();
    }

    private static string Limit(PlanReport report)
    {
        if (report.Plan.Workers == 1)
            return "More workers do not pay.";
        StageReport stage = report.Stages.MaxBy(stage => stage.Time * report.Plan.Workers - stage.Work)!;
        return (report.Waiting, report.Barrier + report.Fork, report.Extra) switch
        {
            var (waiting, meeting, extra) when waiting >= meeting && waiting >= extra => $"The most waiting is beside '{stage.Name}'.",
            var (_, meeting, extra) when meeting >= extra => "Meeting is what limits it.",
            _ => "Moving data between workers and small tiles are what limits it.",
        };
    }

    private static int[] Numbers(string[] args, string name, int[] otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? otherwise : [.. args[at + 1].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
    }
}
