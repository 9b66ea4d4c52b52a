using System.Text.Json.Nodes;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>A case that a Python process keeps open.</summary>
internal sealed class PyTorchContender : IContender
{
    private readonly PyTorchProcess _process;
    private readonly int _id;

    public PyTorchContender(PyTorchProcess process, string? coreType, string work, JsonArray sizes, int batch)
    {
        _process = process;
        JsonNode opened = process.Ask(new JsonObject { ["do"] = "open", ["case"] = work, ["sizes"] = sizes, ["batch"] = batch });
        _id = (int)opened["id"]!;
        Name = $"PyTorch {process.Version}, {Plural.Of(process.Threads, "thread")}, {opened["variant"]}";
        Settings = $"PyTorch runs on OpenBLAS of the OpenMP kind with OPENBLAS_CORETYPE={coreType ?? "(unset)"} and flushes denormal numbers; the variant named is the fastest of those in pytorch_peer.py.";
    }

    public string Name { get; }

    public string Settings { get; }

    public double Time(int repeats) =>
        (double)_process.Ask(new JsonObject { ["do"] = "time", ["id"] = _id, ["repeats"] = repeats })["nanoseconds"]!;

    public void Dispose() => _process.Ask(new JsonObject { ["do"] = "close", ["id"] = _id });
}
