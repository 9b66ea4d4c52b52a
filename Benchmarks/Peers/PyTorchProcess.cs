using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>A Python with PyTorch that does what it is told, line by line, so that its turns fit between those of others.</summary>
internal sealed class PyTorchProcess : IDisposable
{
    private const string Install = "sudo apt-get install python3-torch libopenblas0-openmp";

    private readonly Process _process;

    /// <exception cref="MissingPeerException">There is no such Python, or it has no PyTorch.</exception>
    public PyTorchProcess(PyTorchSettings settings)
    {
        Settings = settings;
        try
        {
            _process = Process.Start(settings.Start(Path.Combine(AppContext.BaseDirectory, "Peers", "pytorch_peer.py")))!;
        }
        catch (Win32Exception)
        {
            throw Missing($"'{settings.Python}' does not run");
        }

        JsonNode greeting = Answer();
        if (greeting["missing"] is { } missing)
        {
            Dispose();
            throw Missing((string)missing!);
        }

        Version = (string)greeting["version"]!;
    }

    /// <summary>How it was started.</summary>
    public PyTorchSettings Settings { get; }

    /// <summary>Its own words on its version and what it rests on.</summary>
    public string Version { get; }

    /// <summary>Sends a command and waits for the answer.</summary>
    public JsonNode Ask(JsonObject command)
    {
        string text = command.ToJsonString();
        _process.StandardInput.WriteLine(text);
        _process.StandardInput.Flush();
        JsonNode answer = Answer();
        return answer["error"] is { } error ? throw new InvalidOperationException($"PyTorch could not do {text}: {error}") : answer;
    }

    public void Dispose()
    {
        // The end of its input ends it.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static MissingPeerException Missing(string reason) =>
        new("PyTorch", $"PyTorch is missing: {reason}. To install it: {Install}. Another Python than Debian's is named by --python.");

    private JsonNode Answer() => JsonNode.Parse(_process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("The Python process of PyTorch has ended; its last words are on the error stream."))!;
}
