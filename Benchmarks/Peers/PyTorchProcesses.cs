using System.Text.Json.Nodes;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>The Python processes of a run: one for each number of threads, started when somebody first asks for it.</summary>
/// <param name="python">The interpreter.</param>
internal sealed class PyTorchProcesses(string python) : IDisposable
{
    /// <summary>
    /// OpenBLAS's AVX-512 kernels, which 0.3.21 does not choose of itself on all processors that have them; the table
    /// <c>pytorch</c> compares.
    /// </summary>
    public const string FastCoreType = "Cooperlake";

    private readonly Dictionary<(int Threads, string? CoreType), PyTorchProcess> _processes = [];

    /// <summary>A training step of dense layers with ReLU between them, softmax cross-entropy and Adam.</summary>
    public IContender Training(int threads, int batch, int[] sizes, string? coreType = FastCoreType) => Open("training", threads, batch, sizes, coreType);

    /// <summary>The logits of dense layers with ReLU between them.</summary>
    public IContender Inference(int threads, int batch, int[] sizes, string? coreType = FastCoreType) => Open("inference", threads, batch, sizes, coreType);

    /// <summary>A running process.</summary>
    /// <exception cref="MissingPeerException">PyTorch is not there.</exception>
    public PyTorchProcess Get(int threads, string? coreType = FastCoreType)
    {
        if (!_processes.TryGetValue((threads, coreType), out PyTorchProcess? process))
            _processes.Add((threads, coreType), process = new PyTorchProcess(python, threads, coreType));
        return process;
    }

    public void Dispose()
    {
        foreach (PyTorchProcess process in _processes.Values)
            process.Dispose();
    }

    private PyTorchContender Open(string work, int threads, int batch, int[] sizes, string? coreType) =>
        new(Get(threads, coreType), coreType, work, new JsonArray([.. sizes.Select(size => JsonValue.Create(size))]), batch);
}
