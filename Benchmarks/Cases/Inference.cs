using Benchmarks.Comparison;
using Benchmarks.Peers;

namespace Benchmarks.Cases;

/// <summary>One sample at a time, on one thread. Everybody computes logits.</summary>
internal static class Inference
{
    public static ITable Table(PyTorchProcesses torch) => new TimedTable(
        "inference", "Inference at batch 1, one thread",
        [
            new Case("MLP 784-128-10", 1, Digits, [.. torch.Tuned(new PyTorchCase("inference", "784-128-10", Batch: 1, Threads: 1))]),
            new Case("MLP 16-32-4", 1, Tiny, [new Rival(() => new TimeLimit(60), Goal: 1), .. torch.Tuned(new PyTorchCase("inference", "16-32-4", Batch: 1, Threads: 1))]),
        ]);

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
