using Benchmarks.Comparison;
using Benchmarks.Peers;

namespace Benchmarks.Cases;

/// <summary>Not ours: which kernels of OpenBLAS serve PyTorch best on this machine. Those of AVX-512 against all others.</summary>
internal static class PyTorchKernels
{
    private static readonly string?[] s_others = [null, "SkylakeX", "Zen", "Haswell"];

    public static ITable Table(PyTorchProcesses torch) => new TimedTable(
        "pytorch", $"PyTorch's own settings: OPENBLAS_CORETYPE={PyTorchProcesses.FastCoreType} (in the place of GraphGen) against others",
        [.. Cases(torch)],
        "A score below 1 means that the other kernels are the faster ones.");

    private static IEnumerable<Case> Cases(PyTorchProcesses torch)
    {
        foreach (int threads in (int[])[1, 2])
        {
            foreach (var (batch, sizes) in ((int, int[])[])[(32, [784, 128, 10]), (128, [784, 128, 10]), (128, [1024, 1024, 1024, 10])])
            {
                yield return new Case(
                    $"{string.Join('-', sizes)}, batch {batch}, {Plural.Of(threads, "thread")}", threads, () => torch.Training(threads, batch, sizes),
                    [.. s_others.Select(coreType => new Rival(() => new Renamed(coreType ?? "unset", torch.Training(threads, batch, sizes, coreType))))]);
            }
        }
    }

    /// <summary>A contender under another name.</summary>
    private sealed class Renamed(string name, IContender contender) : IContender
    {
        public string Name => name;

        public double Time(int repeats) => contender.Time(repeats);

        public void Dispose() => contender.Dispose();
    }
}
