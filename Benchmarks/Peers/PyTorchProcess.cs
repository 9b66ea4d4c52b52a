using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>A Python with PyTorch that does what it is told, line by line, so that its turns fit between those of others.</summary>
internal sealed class PyTorchProcess : IDisposable
{
    /// <summary>How to get it.</summary>
    public const string Install = "sudo apt-get install python3-torch libopenblas0-openmp";

    private readonly Process _process;

    /// <param name="python">The interpreter.</param>
    /// <param name="threads">Threads of its operators and of its BLAS.</param>
    /// <param name="coreType">The kernels that OpenBLAS takes; null leaves it to OpenBLAS.</param>
    /// <exception cref="MissingPeerException">There is no such Python, or it has no PyTorch.</exception>
    public PyTorchProcess(string python, int threads, string? coreType)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Peers", "pytorch_peer.py");
        ProcessStartInfo start = new(python, [script, Text(threads), Text(Affinity.Chosen)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = Text(threads);
        start.Environment["OPENBLAS_NUM_THREADS"] = Text(threads);
        start.Environment.Remove("OPENBLAS_CORETYPE");
        if (coreType is not null)
            start.Environment["OPENBLAS_CORETYPE"] = coreType;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new MissingPeerException($"PyTorch: '{python}' does not run; `{Install}`, or name another Python with --python");
        }

        JsonNode greeting = Answer();
        if (greeting["error"] is { } error)
            throw new MissingPeerException($"PyTorch: {error}; `{Install}`");
        Version = (string)greeting["version"]!;
        Threads = threads;
    }

    public string Version { get; }

    public int Threads { get; }

    /// <summary>Sends a command and waits for its answer.</summary>
    public JsonNode Ask(JsonObject command)
    {
        _process.StandardInput.WriteLine(command.ToJsonString());
        _process.StandardInput.Flush();
        JsonNode answer = Answer();
        return answer["error"] is { } error ? throw new InvalidOperationException($"PyTorch could not do {command.ToJsonString()}: {error}") : answer;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private JsonNode Answer() =>
        JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process of PyTorch ended; its last words are above."))!;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
