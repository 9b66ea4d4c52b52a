using System.Diagnostics;
using System.Globalization;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>How a Python process is started: what PyTorch and the libraries below it read from the environment.</summary>
/// <param name="Python">The interpreter.</param>
/// <param name="Threads">Threads of PyTorch's operators and of its BLAS.</param>
/// <param name="CoreType">The kernels that OpenBLAS shall take; null leaves the choice to OpenBLAS.</param>
/// <param name="KeepsMemory">
/// Whether malloc keeps the memory that is freed. As installed, glibc gives the gradients' memory back to the system in
/// every step and fetches it anew, page by page: 150 page faults and a third of a step's time.
/// </param>
internal sealed record PyTorchSettings(string Python, int Threads, string? CoreType, bool KeepsMemory)
{
    /// <summary>What to start.</summary>
    public ProcessStartInfo Start(string script)
    {
        ProcessStartInfo start = new(Python, [script, Text(Threads), .. Affinity.Of(Threads).Select(Text)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in (string[])["OPENBLAS_CORETYPE", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT"])
            start.Environment.Remove(name);
        start.Environment["OMP_NUM_THREADS"] = Text(Threads);
        start.Environment["OPENBLAS_NUM_THREADS"] = Text(Threads);
        if (Threads > 1)
        {
            start.Environment["OMP_PROC_BIND"] = "true";
            start.Environment["OMP_PLACES"] = string.Join(',', Affinity.Of(Threads).Select(processor => $"{{{processor}}}"));
        }

        if (CoreType is not null)
            start.Environment["OPENBLAS_CORETYPE"] = CoreType;
        if (KeepsMemory)
        {
            // The largest threshold that glibc takes for memory that is mapped by itself, and never give back the rest.
            start.Environment["MALLOC_MMAP_THRESHOLD_"] = "33554432";
            start.Environment["MALLOC_TRIM_THRESHOLD_"] = "4294967296";
            start.Environment["MALLOC_TOP_PAD_"] = "67108864";
        }

        return start;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
