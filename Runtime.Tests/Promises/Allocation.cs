using GraphGen;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Promises;

/// <summary>Bytes that calls allocate on all threads, once everything has run a few times.</summary>
internal static class Allocation
{
    private const int Batch = 64;
    private const int Warmup = 50;
    private const int Calls = 300;

    public static long OfTraining(int threads)
    {
        using DigitsNet.Training session = new DigitsNet(1).CreateTraining(Batch, new Adam(1e-3f), threads);
        float[] images = Samples.Numbers(Batch * 784, 1);
        int[] labels = Samples.Indices(Batch, 10, 1);
        return Of(() =>
        {
            session.Step(images, labels);
            // The last batch of an epoch is shorter.
            session.Step(images.AsSpan(0, 784 * 17), labels.AsSpan(0, 17));
        });
    }

    public static long OfInference(int threads)
    {
        using DigitsNet.Inference session = new DigitsNet(1).CreateInference(Batch, threads);
        float[] images = Samples.Numbers(Batch * 784, 1);
        float[] probabilities = new float[Batch * 10];
        return Of(() =>
        {
            session.Run(images, probabilities);
            session.Run(images.AsSpan(0, 784), probabilities.AsSpan(0, 10));
        });
    }

    private static long Of(Action call)
    {
        for (int i = 0; i < Warmup; i++)
            call();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Calls; i++)
            call();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
