using System.Diagnostics;
using Benchmarks.Cases;
using GraphGen;

namespace Benchmarks;

/// <summary>From the start of a process under the JIT to the end of its first training step, seen from outside.</summary>
internal static class StartupTable
{
    private const int Runs = 9;

    /// <summary>What the child does: one step, and a line when it is done.</summary>
    public static void TakeFirstStep()
    {
        using var training = new DigitsNet(seed: 1).CreateTraining(batchSize: 32, new Adam(1e-3f));
        Console.WriteLine(training.Step(new float[32 * 784], new int[32]));
    }

    public static void Print()
    {
        double[] times = new double[Runs];
        for (int run = 0; run < Runs; run++)
        {
            ProcessStartInfo start = new(Environment.ProcessPath!, "first-step") { RedirectStandardOutput = true };
            long began = Stopwatch.GetTimestamp();
            using Process process = Process.Start(start)!;
            process.StandardOutput.ReadLine();
            times[run] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            process.WaitForExit();
        }

        Array.Sort(times);
        Console.WriteLine($"process start to end of the first training step: median {times[Runs / 2]:F0} ms, {times[0]:F0} to {times[^1]:F0} ms over {Runs} runs");
    }
}
