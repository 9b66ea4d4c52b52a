using Benchmarks.Comparison;
using Benchmarks.Peers;
using GraphGen;

namespace Benchmarks.Cases;

/// <summary>One sample at a time, on one thread. Everybody computes logits.</summary>
internal static class Inference
{
    private const double TinyNanoseconds = 60;

    /// <summary>The largest difference of two outputs, as a share of the largest output, that may be called the same network.</summary>
    private const float Tolerance = 1e-5f;

    public static ITable Table(PyTorchProcesses torch) => new TimedTable(
        "inference", "Inference at batch 1, one thread",
        [
            new Case("MLP 784-128-10", 1, Digits, [.. Rivals(torch, "784-128-10", () => new DigitsNet(seed: 1), DigitsOutput, goal: 1)]),
            new Case("MLP 16-32-4", 1, Tiny, [new Rival(() => new TimeLimit(TinyNanoseconds), Goal: 1), .. Rivals(torch, "16-32-4", () => new TinyNet(seed: 1), TinyOutput, goal: null)]),
        ],
        "ONNX Runtime runs in this process, by its C API, on the parameters of our network; its outputs are compared with ours before it is timed.");

    private static IEnumerable<Rival> Rivals(PyTorchProcesses torch, string text, Func<Network> network, Func<float[], float[]> ours, double? goal)
    {
        LayerText layers = LayerText.Of(text);
        float[] input = Values.Inputs(layers.InputCount);
        return
        [
            .. OnnxRuntimeRivals.Of(layers, network, input, () => ours(input), Tolerance, goal),
            .. torch.Tuned(new PyTorchCase("inference", text, Batch: 1, Threads: 1)),
        ];
    }

    private static float[] DigitsOutput(float[] input)
    {
        float[] output = new float[10];
        using var inference = new DigitsNet(seed: 1).CreateInference(logits: true);
        inference.Run(input, output);
        return output;
    }

    private static float[] TinyOutput(float[] input)
    {
        float[] output = new float[4];
        using var inference = new TinyNet(seed: 1).CreateInference();
        inference.Run(input, output);
        return output;
    }

    private static ActionContender Digits()
    {
        float[] input = Values.Inputs(784), output = new float[10];
        var inference = new DigitsNet(seed: 1).CreateInference(logits: true);
        return new ActionContender("GraphGen, 1 thread", Loop, inference);

        void Loop(int repeats)
        {
            for (int i = 0; i < repeats; i++)
                inference.Run(input, output);
        }
    }

    private static ActionContender Tiny()
    {
        float[] input = Values.Inputs(16), output = new float[4];
        var inference = new TinyNet(seed: 1).CreateInference();
        return new ActionContender("GraphGen, 1 thread", Loop, inference);

        void Loop(int repeats)
        {
            for (int i = 0; i < repeats; i++)
                inference.Run(input, output);
        }
    }
}
