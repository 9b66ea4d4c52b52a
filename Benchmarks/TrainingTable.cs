using Benchmarks.Comparison;
using GraphGen;

namespace Benchmarks;

/// <summary>A training step of the MNIST MLP against the time that its FLOPs alone take at the FMA peak of the same run.</summary>
internal static class TrainingTable
{
    private const int PeakRounds = 20_000;
    private const int Turns = 101;

    public static void Print()
    {
        Console.WriteLine("  batch   1 thread µs   2 threads µs   FLOPs at peak µs   1 thread / peak   speedup");
        foreach (int batch in (int[])[32, 128])
        {
            float[] images = [.. Enumerable.Range(0, batch * 784).Select(i => i * 37 % 101 / 100f)];
            int[] labels = [.. Enumerable.Range(0, batch).Select(i => i % 10)];
            using var one = new DigitsMlp(seed: 1).CreateTraining(batch, new Adam(1e-3f), threads: 1);
            using var two = new DigitsMlp(seed: 1).CreateTraining(batch, new Adam(1e-3f), threads: 2);
            double[] times = Interleaved.Medians(
                Turns, () => one.Step(images, labels), () => two.Step(images, labels), () => Peak.Run(PeakRounds));
            // Forward, weight gradients, and the data gradient of the second layer.
            double flops = batch * (2 * 2.0 * (784 * 128 + 128 * 10) + 2.0 * 128 * 10);
            double floor = flops / (Peak.Flops(PeakRounds) / times[2]);
            Console.WriteLine($"{batch,7}{times[0] / 1000,14:F1}{times[1] / 1000,15:F1}{floor / 1000,19:F1}{times[0] / floor,18:F2}{times[0] / times[1],10:F2}");
        }
    }
}

/// <summary>The well-known perceptron for MNIST.</summary>
[Network]
[Input(784)]
[Dense(128), Relu, Dropout(0.2f)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DigitsMlp;
