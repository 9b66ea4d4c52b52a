using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>The Python processes of a run, started when somebody first asks for them. Idle ones sleep: <see cref="Turns"/>.</summary>
/// <param name="python">The interpreter.</param>
internal sealed class PyTorchProcesses(string python) : IDisposable
{
    /// <summary>
    /// OpenBLAS chooses its kernels from a list of processors that ends with its release year. Its own choice may be slow on
    /// newer ones, and on those that halve vectors of 512 bits AVX2's may win, or not, by the case: so each case tries all.
    /// </summary>
    private static readonly string?[] s_coreTypes =
        Vector512.IsHardwareAccelerated ? [null, "Haswell", "SkylakeX"] : X86Base.IsSupported ? [null, "Haswell"] : [null];

    private static readonly Turns s_trial = new(Count: 7, Milliseconds: 20, PauseMilliseconds: 20);

    private readonly Dictionary<PyTorchSettings, PyTorchProcess> _processes = [];
    private readonly Dictionary<PyTorchCase, (string? CoreType, string Times)> _trials = [];
    private MissingPeerException? _missing;

    /// <summary>Opens a case with the kernels that are the fastest for it.</summary>
    /// <param name="work">The case.</param>
    /// <param name="keepsMemory">Whether malloc is tuned.</param>
    /// <exception cref="MissingPeerException">PyTorch is not there.</exception>
    public IContender Open(PyTorchCase work, bool keepsMemory)
    {
        if (!_trials.TryGetValue(work, out var trial))
            _trials.Add(work, trial = Try(work));
        return new PyTorchContender(Get(new PyTorchSettings(python, work.Threads, trial.CoreType, keepsMemory)), work, trial.Times);
    }

    /// <summary>A process, running.</summary>
    /// <exception cref="MissingPeerException">PyTorch is not there.</exception>
    public PyTorchProcess Get(int threads) => Get(new PyTorchSettings(python, threads, CoreType: null, KeepsMemory: true));

    public void Dispose()
    {
        foreach (PyTorchProcess process in _processes.Values)
            process.Dispose();
    }

    private PyTorchProcess Get(PyTorchSettings settings)
    {
        if (_missing is not null)
            throw _missing;
        try
        {
            if (!_processes.TryGetValue(settings, out PyTorchProcess? process))
                _processes.Add(settings, process = new PyTorchProcess(settings));
            return process;
        }
        catch (MissingPeerException missing)
        {
            _missing = missing;
            throw;
        }
    }

    /// <summary>Lets the kernels take turns at a case.</summary>
    private (string? CoreType, string Times) Try(PyTorchCase work)
    {
        List<IContender> contenders = [];
        try
        {
            foreach (string? coreType in s_coreTypes)
                contenders.Add(new PyTorchContender(Get(new PyTorchSettings(python, work.Threads, coreType, KeepsMemory: true)), work, ""));
            double[] medians = [.. Interleaved.Times(contenders, s_trial).Select(times => Spread.Of(times).Median)];
            return (s_coreTypes[Array.IndexOf(medians, medians.Min())], string.Join(", ", medians.Select((median, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{s_coreTypes[i] ?? "unset"} {median / 1e3:0.#} µs"))));
        }
        finally
        {
            foreach (IContender contender in contenders)
                contender.Dispose();
        }
    }
}
