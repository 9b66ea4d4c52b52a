using System.Globalization;
using Benchmarks.Comparison;
using Benchmarks.Peers;
using GraphGen;

namespace Benchmarks.Cases;

/// <summary>Training steps against PyTorch, against ourselves on one thread, and against the FMA peak.</summary>
internal static class Training
{
    private const string DigitsLayers = "784-128-10";
    private const string WideLayers = "1024-1024-1024-10";

    public static ITable Digits(PyTorchProcesses torch) => new TimedTable(
        "mlp", "Training step of the MNIST MLP (784-128-10, ReLU, softmax cross-entropy, Adam)",
        [
            new Case("batch 32, 1 thread", 1, () => DigitsStep(32, 1), [.. Others(torch, 1, 32, DigitsLayers, 7)]),
            new Case("batch 32, 2 threads", 2, () => DigitsStep(32, 2), [.. Others(torch, 2, 32, DigitsLayers, 7), new Rival(() => DigitsStep(32, 1))]),
            new Case("batch 128, 1 thread", 1, () => DigitsStep(128, 1), [.. Others(torch, 1, 128, DigitsLayers, 4)]),
            new Case("batch 128, 2 threads", 2, () => DigitsStep(128, 2), [.. Others(torch, 2, 128, DigitsLayers, 4), new Rival(() => DigitsStep(128, 1), Goal: 1.6)]),
        ],
        Counting, Memory);

    public static ITable Wide(PyTorchProcesses torch) => new TimedTable(
        "wide", "Training step of a wide MLP (1024-1024-1024-10, ReLU, softmax cross-entropy, Adam), batch 128",
        [
            new Case("1 thread", 1, () => WideStep(1), [.. Others(torch, 1, 128, WideLayers, 1.2, share: 0.75)]),
            new Case("2 threads", 2, () => WideStep(2), [.. Others(torch, 2, 128, WideLayers, 1.2, share: 0.75), new Rival(() => WideStep(1))]),
        ],
        Counting, Memory);

    private const string Memory =
        "PyTorch allocates in every step. As installed, glibc gives that memory back to the system and fetches it anew page by page; tuned malloc keeps it. The goals are for PyTorch as installed.";

    private const string Counting =
        "Against the FMA peak the ratio is the share of it. Counted are the products of the forward pass, of the weight gradients, and of the data gradients of all layers but the first; not Adam, nor anything else.";

    /// <summary>Operations of the products of one step.</summary>
    private static double Flops(int batch, string layers)
    {
        int[] sizes = [.. layers.Split('-').Select(width => int.Parse(width, CultureInfo.InvariantCulture))];
        double flops = 0;
        for (int layer = 0; layer + 1 < sizes.Length; layer++)
            flops += (layer == 0 ? 2 : 3) * 2.0 * batch * sizes[layer] * sizes[layer + 1];
        return flops;
    }

    /// <summary>PyTorch as installed, PyTorch with malloc tuned, and the peak.</summary>
    private static IEnumerable<Rival> Others(PyTorchProcesses torch, int threads, int batch, string layers, double goal, double? share = null) =>
    [
        .. torch.AsInstalledAndTuned(new PyTorchCase("training", layers, batch, threads), goal),
        new Rival(() => new PeakContender(threads, Flops(batch, layers)), share),
    ];

    private static ActionContender DigitsStep(int batch, int threads)
    {
        float[] inputs = Values.Inputs(batch * 784);
        int[] labels = Values.Labels(batch, 10);
        var training = new DigitsNet(seed: 1).CreateTraining(batch, new Adam(1e-3f), threads);
        return new ActionContender($"GraphGen, {Plural.Of(threads, "thread")}", () => training.Step(inputs, labels), training);
    }

    private static ActionContender WideStep(int threads)
    {
        float[] inputs = Values.Inputs(128 * 1024);
        int[] labels = Values.Labels(128, 10);
        var training = new WideNet(seed: 1).CreateTraining(128, new Adam(1e-3f), threads);
        return new ActionContender($"GraphGen, {Plural.Of(threads, "thread")}", () => training.Step(inputs, labels), training);
    }
}
