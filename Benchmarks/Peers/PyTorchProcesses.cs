using System.Globalization;
using System.Runtime.Intrinsics;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>The Python processes of a run, started when somebody first asks for them. Idle ones sleep: <see cref="Turns"/>.</summary>
/// <param name="python">The interpreter.</param>
internal sealed class PyTorchProcesses(string python) : IDisposable
{
    /// <summary>
    /// OpenBLAS chooses by a list of processors that ends with its release year, so its own choice may be slow, or kernels
    /// for wider vectors than pay off: AVX2's against AVX-512's on processors that halve the latter.
    /// </summary>
    private static readonly string?[] s_coreTypes = Vector512.IsHardwareAccelerated ? [null, "Haswell", "SkylakeX"] : [null, "Haswell"];

    private readonly Dictionary<(int Threads, bool KeepsMemory), PyTorchProcess> _processes = [];
    private readonly Dictionary<int, (string? CoreType, string Trial)> _coreTypes = [];
    private MissingPeerException? _missing;

    /// <summary>A training step of dense layers with ReLU between them, softmax cross-entropy and Adam.</summary>
    public IContender Training(int threads, int batch, int[] sizes, bool keepsMemory) => Open("training", threads, batch, sizes, keepsMemory);

    /// <summary>The logits of dense layers with ReLU between them.</summary>
    public IContender Inference(int threads, int batch, int[] sizes) => Open("inference", threads, batch, sizes, keepsMemory: true);

    /// <summary>A running process with the kernels that are the fastest for it.</summary>
    /// <exception cref="MissingPeerException">PyTorch is not there.</exception>
    public PyTorchProcess Get(int threads, bool keepsMemory)
    {
        if (_processes.TryGetValue((threads, keepsMemory), out PyTorchProcess? running))
            return running;
        if (_missing is not null)
            throw _missing;
        try
        {
            if (!_coreTypes.ContainsKey(threads))
                _coreTypes.Add(threads, Trial(threads));
            PyTorchProcess process = new(new PyTorchSettings(python, threads, _coreTypes[threads].CoreType, keepsMemory));
            _processes.Add((threads, keepsMemory), process);
            return process;
        }
        catch (MissingPeerException missing)
        {
            _missing = missing;
            throw;
        }
    }

    public void Dispose()
    {
        foreach (PyTorchProcess process in _processes.Values)
            process.Dispose();
    }

    private PyTorchContender Open(string work, int threads, int batch, int[] sizes, bool keepsMemory) =>
        new(Get(threads, keepsMemory), work, sizes, batch, _coreTypes[threads].Trial);

    /// <summary>Lets the kernels take turns at a step that is mostly matrix products, and keeps the fastest.</summary>
    private (string? CoreType, string Trial) Trial(int threads)
    {
        List<PyTorchProcess> processes = [];
        try
        {
            foreach (string? coreType in s_coreTypes)
                processes.Add(new PyTorchProcess(new PyTorchSettings(python, threads, coreType, KeepsMemory: true)));
            IContender[] contenders = [.. processes.Select(process => new PyTorchContender(process, "training", [1024, 1024, 1024, 10], 128, ""))];
            double[] medians = [.. Interleaved.Times(contenders, new Turns(Count: 9, Milliseconds: 50, PauseMilliseconds: 20)).Select(times => Spread.Of(times).Median)];
            int fastest = Array.IndexOf(medians, medians.Min());
            string tried = string.Join(", ", medians.Select((median, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{s_coreTypes[i] ?? "unset"} {median / 1e6:0.0} ms")));
            return (s_coreTypes[fastest], $"OPENBLAS_CORETYPE for {Plural.Of(threads, "thread")} is the fastest at the wide step: {tried}.");
        }
        finally
        {
            foreach (PyTorchProcess process in processes)
                process.Dispose();
        }
    }
}
