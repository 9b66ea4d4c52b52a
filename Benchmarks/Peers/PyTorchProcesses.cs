using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>The Python processes of a run, started when somebody first asks for them. Idle ones sleep: <see cref="Turns"/>.</summary>
/// <param name="python">The interpreter; null leaves PyTorch out.</param>
internal sealed class PyTorchProcesses(string? python) : IDisposable
{
    /// <summary>
    /// OpenBLAS chooses its kernels from a list of processors that ends with its release year. Its own choice may be slow on
    /// newer ones, and on those that halve vectors of 512 bits AVX2's may win, or not, by the case: so each case tries all.
    /// </summary>
    private static readonly string?[] s_coreTypes =
        Vector512.IsHardwareAccelerated ? [null, "Haswell", "SkylakeX"] : X86Base.IsSupported ? [null, "Haswell"] : [null];

    private static readonly Turns s_trial = new(Count: 7, Milliseconds: 20, PauseMilliseconds: 20);

    private readonly Dictionary<PyTorchSettings, PyTorchProcess> _processes = [];
    private readonly Dictionary<PyTorchCase, (string? CoreType, string Variant, string Times)> _trials = [];
    private MissingPeerException? _missing;

    /// <summary>PyTorch at its best, or nothing if it is left out.</summary>
    public IEnumerable<Rival> Tuned(PyTorchCase work) => python is null ? [] : [new Rival(() => Open(work))];

    /// <summary>PyTorch as a program of its own on the system's malloc as it is, and PyTorch at its best.</summary>
    /// <param name="work">The case.</param>
    /// <param name="goal">The goal against PyTorch as installed.</param>
    public IEnumerable<Rival> AsInstalledAndTuned(PyTorchCase work, double goal) =>
        python is null ? [] : [new Rival(() => OpenAsInstalled(work), goal), .. Tuned(work)];

    /// <summary>PyTorch as a program of its own and at its best, both only after a look at whether it does the same work.</summary>
    /// <param name="work">The case.</param>
    /// <param name="goal">The goal against PyTorch as installed.</param>
    /// <param name="check">Throws if PyTorch comes to other results.</param>
    public IEnumerable<Rival> AsInstalledAndTuned(PyTorchCase work, double goal, Action<PyTorchProcess> check) =>
        AsInstalledAndTuned(work, goal).Select(rival => rival with
        {
            Create = () =>
            {
                check(Get(work.Threads));
                return rival.Create();
            },
        });

    /// <summary>A process, running.</summary>
    /// <exception cref="MissingPeerException">PyTorch is not there.</exception>
    public PyTorchProcess Get(int threads) => Get(Settings(threads, coreType: null, keepsMemory: true));

    public void Dispose()
    {
        foreach (PyTorchProcess process in _processes.Values)
            process.Dispose();
    }

    /// <summary>Among the processes that are kept, with the kernels that are the fastest for the case.</summary>
    private PyTorchContender Open(PyTorchCase work)
    {
        var (coreType, variant, times) = Trial(work);
        return new PyTorchContender(Get(Settings(work.Threads, coreType, keepsMemory: true)), work, variant, times);
    }

    /// <summary>
    /// In a process of its own: what malloc does depends on all that was allocated before, and a program that trains one
    /// network is the usual one.
    /// </summary>
    private PyTorchContender OpenAsInstalled(PyTorchCase work)
    {
        var (coreType, variant, times) = Trial(work);
        PyTorchProcess process = new(Settings(work.Threads, coreType, keepsMemory: false));
        return new PyTorchContender(process, work, variant, times) { OwnsProcess = true };
    }

    private PyTorchSettings Settings(int threads, string? coreType, bool keepsMemory) =>
        new(python ?? throw new MissingPeerException("PyTorch", "PyTorch was left out."), threads, coreType, keepsMemory);

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

    /// <summary>Lets the kernels take turns at a case, once.</summary>
    private (string? CoreType, string Variant, string Times) Trial(PyTorchCase work)
    {
        if (_trials.TryGetValue(work, out var done))
            return done;
        List<PyTorchContender> contenders = [];
        try
        {
            foreach (string? coreType in s_coreTypes)
                contenders.Add(new PyTorchContender(Get(Settings(work.Threads, coreType, keepsMemory: true)), work, variant: null, ""));
            double[] medians = [.. Interleaved.Times(contenders, s_trial).Select(times => Spread.Of(times).Median)];
            int fastest = Array.IndexOf(medians, medians.Min());
            string tried = string.Join(", ", medians.Select((median, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{s_coreTypes[i] ?? "unset"} {median / 1e3:0.#} µs")));
            return _trials[work] = (s_coreTypes[fastest], contenders[fastest].Variant, tried);
        }
        finally
        {
            foreach (PyTorchContender contender in contenders)
                contender.Dispose();
        }
    }
}
