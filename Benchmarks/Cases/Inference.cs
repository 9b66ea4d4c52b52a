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
            new Case("MLP 784-128-10", 1, Digits, [.. OnnxRuntime(new DigitsNet(seed: 1), DigitsOutput, 784, goal: 1), .. Torch(torch, "784-128-10")]),
            new Case("MLP 16-32-4", 1, Tiny, [new Rival(() => new TimeLimit(TinyNanoseconds), Goal: 1), .. OnnxRuntime(new TinyNet(seed: 1), TinyOutput, 16, goal: null), .. Torch(torch, "16-32-4")]),
        ],
        "ONNX Runtime runs in this process, by its C API, on the parameters of our network; its outputs are compared with ours before it is timed.");

    private static IEnumerable<Rival> Torch(PyTorchProcesses torch, string layers) =>
        torch.Tuned(new PyTorchCase("inference", layers, Batch: 1, Threads: 1));

    /// <summary>ONNX Runtime as a call is usually made, and with its inputs and outputs bound once.</summary>
    private static IEnumerable<Rival> OnnxRuntime(Network network, Func<float[], float[]> ours, int inputs, double? goal) =>
        from binds in (bool[])[false, true]
        select new Rival(() => OnnxRuntime(network, ours, inputs, binds), goal);

    private static OnnxRuntimeInference OnnxRuntime(Network network, Func<float[], float[]> ours, int inputs, bool binds)
    {
        if (OnnxRuntimeLibrary.TryLoad(null, out string reason) is not { } library)
            throw new MissingPeerException("ONNX Runtime", reason);
        float[] input = Values.Inputs(inputs), expected = ours(input);
        OnnxRuntimeInference peer = new(library, network, softmax: false, input, binds);
        float largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(peer.Output[i] - expected[i]) <= Tolerance * largest))
                throw new InvalidOperationException($"ONNX Runtime's output {i} is {peer.Output[i]}, but ours is {expected[i]}: they do not run the same network.");
        }

        return peer;
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
