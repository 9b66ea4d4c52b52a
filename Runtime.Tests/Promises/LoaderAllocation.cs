using GraphGen.Data;

namespace GraphGen.Tests.Promises;

/// <summary>Bytes that loaders allocate on all threads over whole epochs, once they have gone through one.</summary>
internal static class LoaderAllocation
{
    private const int Warmup = 5;
    private const int Epochs = 20;

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
        long before = GC.GetTotalAllocatedBytes(precise: true);
        while (epoch < Warmup + Epochs)
            Go();
        return sum == 0 ? -1 : GC.GetTotalAllocatedBytes(precise: true) - before;

        void Go()
        {
            foreach (DataBatch batch in loader.Epoch(++epoch))
                sum += batch.Samples[0] + batch.Labels[0];
        }
    }
}
