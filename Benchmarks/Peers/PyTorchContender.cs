using System.Text.Json.Nodes;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>A case that a Python process keeps open.</summary>
internal sealed class PyTorchContender : IContender
{
    private readonly PyTorchProcess _process;
    private readonly int _id;

    /// <param name="process">Who does the work.</param>
    /// <param name="work">The kind of work, as the script calls it.</param>
    /// <param name="sizes">The layers.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="trial">How the settings of the process were found.</param>
    public PyTorchContender(PyTorchProcess process, string work, int[] sizes, int batch, string trial)
    {
        _process = process;
        JsonNode opened = process.Ask(new JsonObject
        {
            ["do"] = "open",
            ["case"] = work,
            ["sizes"] = new JsonArray([.. sizes.Select(size => JsonValue.Create(size))]),
            ["batch"] = batch,
        });
        _id = (int)opened["id"]!;
        PyTorchSettings settings = process.Settings;
        Name = $"PyTorch, {Plural.Of(settings.Threads, "thread")}{(settings.KeepsMemory ? ", tuned malloc" : "")} ({opened["variant"]})";
        Settings = [$"PyTorch is {process.Version}; denormal numbers are flushed; in brackets the variant that was the fastest of those in pytorch_peer.py.", trial];
    }

    public string Name { get; }

    public IReadOnlyList<string> Settings { get; }

    public double Time(int repeats) =>
        (double)_process.Ask(new JsonObject { ["do"] = "time", ["id"] = _id, ["repeats"] = repeats })["nanoseconds"]!;

    public void Dispose() => _process.Ask(new JsonObject { ["do"] = "close", ["id"] = _id });
}
