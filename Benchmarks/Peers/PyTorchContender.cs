using System.Text.Json.Nodes;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>A case that a Python process keeps open.</summary>
internal sealed class PyTorchContender : IContender
{
    private readonly PyTorchProcess _process;
    private readonly int _id;

    /// <param name="process">Who does the work.</param>
    /// <param name="work">The work.</param>
    /// <param name="variant">How to do it, as the script calls it; null for the fastest way.</param>
    /// <param name="trial">The times of the kernels that were tried for it.</param>
    public PyTorchContender(PyTorchProcess process, PyTorchCase work, string? variant, string trial)
    {
        _process = process;
        JsonNode opened = process.Ask(new JsonObject
        {
            ["do"] = "open",
            ["case"] = work.Kind,
            ["layers"] = work.Layers,
            ["batch"] = work.Batch,
            ["optimizer"] = work.Optimizer,
            ["variant"] = variant,
        });
        _id = (int)opened["id"]!;
        Variant = (string)opened["variant"]!;
        PyTorchSettings settings = process.Settings;
        Name = $"PyTorch {(settings.KeepsMemory ? "tuned" : "as installed")}, {Plural.Of(settings.Threads, "thread")} ({Variant})";
        Settings =
        [
            $"PyTorch is {process.Version}. It flushes denormal numbers. In brackets: the fastest of the variants in pytorch_peer.py.",
            $"PyTorch's {work.Kind} of {work.Layers}, batch {work.Batch}, {Plural.Of(work.Threads, "thread")}: "
                + $"OPENBLAS_CORETYPE={settings.CoreType ?? "(unset)"}, the fastest ({trial}).",
        ];
    }

    public string Name { get; }

    public IReadOnlyList<string> Settings { get; }

    /// <summary>The way it takes.</summary>
    public string Variant { get; }

    /// <summary>Whether the process ends with this.</summary>
    public bool OwnsProcess { get; init; }

    public double Time(int repeats) =>
        (double)_process.Ask(new JsonObject { ["do"] = "time", ["id"] = _id, ["repeats"] = repeats })["nanoseconds"]!;

    public void Dispose()
    {
        _process.Ask(new JsonObject { ["do"] = "close", ["id"] = _id });
        if (OwnsProcess)
            _process.Dispose();
    }
}
