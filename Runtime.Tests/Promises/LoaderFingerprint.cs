using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GraphGen.Data;

namespace GraphGen.Tests.Promises;

/// <summary>What a loader makes of pictures, down to the last bit, as a hash: statistics, augmentation, normalisation, order.</summary>
internal static class LoaderFingerprint
{
    public static string Of(int prefetch)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        const int pictures = 29, elements = 3 * 11 * 9;
        byte[] bytes = [.. Enumerable.Range(0, pictures * elements).Select(i => (byte)(i * 89 + i / 61 * 7))];
        var data = Dataset.OfBytes(bytes, new int[pictures], [3, 11, 9], 1);
        foreach (Normalization normalization in (Normalization[])[Normalization.PerPixel(data), Normalization.PerChannel(data)])
        {
            using var loader = new DataLoader(data, 6, new()
            {
                Seed = 8,
                Prefetch = prefetch,
                Normalization = normalization,
                Augmentation = Augmentation.None.Rotate(30).Shift(0.2f, 0.1f).Zoom(0.2f).FlipHorizontally().PadAndCrop(1).Cutout(3).Noise(0.1f),
            });
            for (int epoch = 1; epoch <= 3; epoch++)
            {
                foreach (DataBatch batch in loader.Epoch(epoch))
                    hash.AppendData(MemoryMarshal.AsBytes(batch.Samples));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
