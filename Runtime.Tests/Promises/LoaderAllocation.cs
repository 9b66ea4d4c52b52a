using GraphGen.Data;

namespace GraphGen.Tests.Promises;

/// <summary>
/// Bytes that loaders allocate on all threads over whole epochs, once they have gone through some. The runtime may allocate a few
/// bytes when a thread first waits for another, whenever that is: one clean round of several is proof.
/// </summary>
internal static class LoaderAllocation
{
    private const int Warmup = 5;
    private const int Epochs = 10;
    private const int Rounds = 10;

    public static long Of(int prefetch)
    {
        var data = Dataset.OfBytes(new byte[100 * 3 * 16 * 16], new int[100], [3, 16, 16], 10);
        using var loader = new DataLoader(data, 7, new()
        {
            Prefetch = prefetch,
            Normalization = Normalization.PerPixel(data),
            Augmentation = Augmentation.None.Rotate(10).Shift(0.1f, 0.1f).FlipHorizontally().PadAndCrop(2).Zoom(0.1f).Cutout(4).Noise(0.01f),
        });
        double sum = 0;
        int epoch = 0;
        while (epoch < Warmup)
            Go();
        long least = long.MaxValue;
        for (int round = 0; round < Rounds && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Epochs; i++)
                Go();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return sum == 0 ? -1 : least;

        void Go()
        {
            foreach (DataBatch batch in loader.Epoch(++epoch))
                sum += batch.Samples[0] + batch.Labels[0];
        }
    }
}
