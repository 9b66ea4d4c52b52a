using System.Globalization;
using Benchmarks.Comparison;
using GraphGen;
using GraphGen.CompilerServices;

namespace Benchmarks;

/// <summary><c>stages</c>: how long each stage of a training step or of an inference takes, and what part of the FMA peak it reaches.</summary>
internal static class StagesTable
{
    private const int WarmUp = 20;
    private const double PeakMilliseconds = 20;

    /// <param name="args">Names of networks; <c>--batch 32</c>, <c>--threads 1</c>, <c>--calls 100</c>, <c>--inference</c>.</param>
    public static void Print(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int batch = Number(args, "--batch", args.Contains("--inference") ? 1 : 32), threads = Number(args, "--threads", 1);
        int calls = Number(args, "--calls", 100);
        StagedNetwork[] all = StagedNetwork.All();
        if (!all.Any(network => args.Contains(network.Name)))
            Console.WriteLine($"Say which networks: {string.Join(", ", all.Select(network => network.Name))}.");
        foreach (StagedNetwork network in all.Where(network => args.Contains(network.Name)))
        {
            var (session, call) = args.Contains("--inference") ? network.Inference(batch, threads) : network.Training(batch, threads);
            using (session)
                Affinity.Place(Affinity.Of(threads), () => Print(network.Name, session, call, batch, threads, calls));
        }
    }

    private static bool Print(string name, Session session, Action call, int batch, int threads, int calls)
    {
        Stage[] stages = session.Layout.Stages;
        StageClock clock = new(stages.Length, threads);
        double[][] kernels = Table(stages.Length, calls), updates = Table(stages.Length, calls);
        double[] waiting = new double[calls], whole = new double[calls];
        for (int i = 0; i < WarmUp; i++)
            call();
        for (int i = 0; i < calls; i++)
        {
            session.Clock = null;
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            call();
            whole[i] = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            session.Clock = clock;
            clock.Reset();
            call();
            for (int stage = 0; stage < stages.Length; stage++)
            {
                kernels[stage][i] = Enumerable.Range(0, threads).Sum(worker => clock.Kernel(worker, stage));
                updates[stage][i] = Enumerable.Range(0, threads).Sum(worker => clock.Update(worker, stage));
            }

            waiting[i] = Enumerable.Range(0, threads).Sum(clock.Waiting);
        }

        double peak = PeakFlops(), total = kernels.Concat(updates).Sum(Median) + Median(waiting);
        Console.WriteLine($"{name}, batch {batch}, {Plural.Of(threads, "thread")}: {Median(whole) / 1000:0.0} µs a call; the FMA peak is {peak:0.0} GFLOP/s a core.");
        Console.WriteLine($"  {"stage",-64}{"µs",10}{"share",8}{"MFLOP",10}{"GFLOP/s",9}{"of peak",9}{"update µs",11}");
        for (int stage = 0; stage < stages.Length; stage++)
        {
            double time = Median(kernels[stage]), update = Median(updates[stage]);
            double flops = (double)stages[stage].FlopsPerSample * batch;
            Console.WriteLine($"  {Short(stages[stage].Name),-64}{time / 1000,10:0.0}{(time + update) / total,8:P0}{flops / 1e6,10:0.00}"
                + $"{flops / time,9:0.0}{flops / time / peak,9:P0}{(update > 0 ? $"{update / 1000,11:0.0}" : "")}");
        }

        double products = stages.Where(stage => stage.SharedBytes > 0).Sum(stage => (double)stage.FlopsPerSample * batch);
        Console.WriteLine($"  {"all, and of it the products",-64}{total / 1000,10:0.0}{1,8:P0}{products / 1e6,10:0.00}"
            + $"{products / total,9:0.0}{products / total / peak,9:P0}{updates.Sum(Median) / 1000,11:0.0}");
        if (threads > 1)
            Console.WriteLine($"  The times are of all workers together; at barriers they waited {Median(waiting) / 1000:0.0} µs.");
        Console.WriteLine();
        return true;
    }

    private static double PeakFlops()
    {
        using PeakContender peak = new(1, 1e8);
        double[] times = new double[5];
        for (int i = 0; i < times.Length; i++)
            times[i] = peak.Time((int)PeakMilliseconds);
        return 1e8 / times.Min();
    }

    private static double[][] Table(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    private static double Median(double[] values) => Spread.Of(values).Median;

    private static string Short(string name) => name.Length <= 62 ? name : $"{name[..61]}…";

    private static int Number(string[] args, string name, int otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }
}
