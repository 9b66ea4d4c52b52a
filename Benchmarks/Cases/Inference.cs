using Benchmarks.Comparison;
using Benchmarks.Peers;

namespace Benchmarks.Cases;

/// <summary>One sample at a time, on one thread. Everybody computes logits.</summary>
internal static class Inference
{
    private const double TinyNanoseconds = 60;

    public static ITable Table(PyTorchProcesses torch) => new TimedTable(
        "inference", "Inference at batch 1, one thread",
        [
            new Case("MLP 784-128-10", 1, Digits, [.. Torch(torch, "784-128-10")]),
            new Case("MLP 16-32-4", 1, Tiny, [new Rival(() => new TimeLimit(TinyNanoseconds), Goal: 1), .. Torch(torch, "16-32-4")]),
        ]);

    private static IEnumerable<Rival> Torch(PyTorchProcesses torch, string layers) =>
        torch.Tuned(new PyTorchCase("inference", layers, Batch: 1, Threads: 1));

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
