using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GraphGen;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Promises;

/// <summary>
/// The test assembly run as a process of its own: for what a test runner would disturb (allocation), and for what is
/// switched when a process starts (vector widths).
/// </summary>
internal static class Child
{
    public static int Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "bits":
                Console.WriteLine($"{Vector512.IsHardwareAccelerated} {Vector256.IsHardwareAccelerated} {Avx2.IsSupported} {Fma.IsSupported}");
                Console.WriteLine(Fingerprint.OfTraining(threads: 1));
                Console.WriteLine(LoaderFingerprint.Of(prefetch: 4));
                return 0;
            case "allocation":
                Console.WriteLine($"{Allocation.OfTraining(threads: 1)} {Allocation.OfTraining(threads: 2)} {Allocation.OfInference(threads: 1)} {Allocation.OfInference(threads: 2)}");
                return 0;
            case "graph allocation":
                foreach (int threads in (int[])[1, 2, 3])
                    GraphAllocation.Of(threads, (part, bytes) => Console.WriteLine($"{part}, {threads} thread(s): {bytes}"));
                return 0;
            case "loader allocation":
                foreach (int prefetch in (int[])[0, 2, 4])
                    Console.WriteLine($"{prefetch} batches ahead: {LoaderAllocation.Of(prefetch)}");
                return 0;
            default:
                Console.Error.WriteLine("This assembly holds tests; run them by 'dotnet test'.");
                return 2;
        }
    }

    /// <summary>Runs the assembly as a child, and gives the lines that it printed.</summary>
    public static string[] Run(string mode, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        start.ArgumentList.Add(mode);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The child ended with {process.ExitCode}: {errors.Result}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
