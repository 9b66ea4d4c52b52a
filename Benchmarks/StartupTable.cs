using System.Diagnostics;
using Benchmarks.Cases;
using GraphGen;

namespace Benchmarks;

/// <summary>From the start of a process under the JIT to the end of its first training step, seen from outside.</summary>
internal static class StartupTable
{
    private const int Runs = 11;

    private static readonly (string Name, Func<float> Step)[] s_networks =
    [
        ("nothing", () => 0),
        ("perceptron", () => new DigitsNet(seed: 1).CreateTraining(32, new Adam(1e-3f)).Step(new float[32 * 784], new int[32])),
        ("chain-50", () => new DeepChain(seed: 1).CreateTraining(32, new Adam(1e-3f)).Step(new float[32 * 64], new int[32])),
        ("mixture-50", () => new DeepMixture(seed: 1).CreateTraining(32, new Adam(1e-3f)).Step(new float[32 * 64], new int[32])),
        ("residual-50", () => new DeepResidual(seed: 1).CreateTraining(32, new Adam(1e-3f)).Step(new float[32 * 64], new int[32])),
    ];

    /// <summary>What the child does: one step, and a line when it is done.</summary>
    public static void TakeFirstStep(string name) => Console.WriteLine(s_networks.First(network => network.Name == name).Step());

    public static void Print()
    {
        Console.WriteLine("Milliseconds from the start of a process to the end of its first training step; \"nothing\" is .NET alone.");
        Console.WriteLine("network         median      best     worst");
        double[][] times = [.. s_networks.Select(_ => new double[Runs])];
        for (int run = 0; run < Runs; run++)
        {
            for (int network = 0; network < times.Length; network++)
                times[network][run] = Time(s_networks[network].Name);
        }

        for (int network = 0; network < times.Length; network++)
        {
            double[] sorted = [.. times[network].Order()];
            Console.WriteLine($"{s_networks[network].Name,-12}{sorted[Runs / 2],10:F0}{sorted[0],10:F0}{sorted[^1],10:F0}");
        }
    }

    private static double Time(string network)
    {
        long began = Stopwatch.GetTimestamp();
        using Process process = OwnProcess.Start("first-step", network);
        process.StandardOutput.ReadLine();
        double time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The first step of {network} ended with {process.ExitCode}.");
        return time;
    }
}
