using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Pooling;

/// <summary>Kernels that pad and enlarge pictures, against plain loops, on every width and shared among workers.</summary>
public unsafe class PictureTests
{
    private const int Samples = 3;

    public static TheoryData<int, int, int, int> Pictures => new()
    {
        { 1, 1, 1, 1 }, { 3, 5, 2, 7 }, { 4, 4, 3, 16 }, { 5, 3, 4, 17 }, { 2, 7, 5, 33 }, { 1, 6, 2, 48 }, { 6, 1, 3, 32 },
    };

    public static TheoryData<int, int, int, int, int, int> Borders => new()
    {
        { 3, 5, 1, 1, 1, 7 }, { 3, 5, 0, 2, 1, 16 }, { 1, 1, 3, 0, 0, 17 }, { 4, 2, 0, 0, 2, 33 }, { 2, 2, 0, 0, 0, 5 },
    };

    [Theory]
    [MemberData(nameof(Borders))]
    public void PadsWithZeros(int height, int width, int top, int left, int right, int channels)
    {
        const int bottom = 2;
        PoolRun run = new();
        int newWidth = left + width + right, newPixels = (top + height + bottom) * newWidth;
        Tensor<float> x = run.Value(Samples, height * width, channels, 1, padding: 9f);
        Tensor<float> dx = run.Value(Samples, height * width, channels, 2, padding: 9f);
        Tensor<float> y = run.Value(Samples, newPixels, channels, 3, padding: 9f);
        Tensor<float> dy = run.Value(Samples, newPixels, channels, 4, padding: 0f);
        Tensor<float> other = run.Value(Samples, newPixels, channels, 5, padding: 9f);
        foreach (Part[] parts in PoolRun.Cuts(Samples))
        {
            PoolRun.Spoil(y, Samples);
            KernelBuffers.Run(Samples, false, w => ZeroPad.Forward(ref w, 0, x, y, width, top, left, right, Epilogue.Add(other)), parts);
            PoolRun.Spoil(dx, Samples);
            KernelBuffers.Run(
                Samples, false, w => ZeroPad.Backward(ref w, 0, dy, dx, width, top, left, right, Epilogue.Multiply(x)), parts);
            PoolRun.ExpectZeroPadding(dx, Samples);
            foreach (var (sample, pixel, channel) in Elements(newPixels, channels))
            {
                int row = pixel / newWidth - top, column = pixel % newWidth - left;
                bool isInside = row >= 0 && row < height && column >= 0 && column < width;
                int inside = row * width + column;
                float value = isInside ? PoolRun.At(x, sample, inside, channel) : 0f;
                Assert.Equal(value + PoolRun.At(other, sample, pixel, channel), PoolRun.At(y, sample, pixel, channel));
                if (isInside)
                    Assert.Equal(PoolRun.At(dy, sample, pixel, channel) * value, PoolRun.At(dx, sample, inside, channel));
            }
        }

        GC.KeepAlive(run);
    }

    [Fact]
    public void PadsAnInputThatLiesWithoutPadding()
    {
        PoolRun run = new();
        Tensor<float> x = run.Value(1, 6, 5, stride: 5, 1, padding: 9f);
        Tensor<float> y = run.Value(1, 8, 5, 2, padding: 9f);
        KernelBuffers.Run(1, false, w => ZeroPad.Forward(ref w, 0, x, y, 6, 0, 1, 1, Epilogue.None), new Part(0, 1, 0, 1));
        Assert.Equal([0f, 0f, 0f, 0f, 0f, .. KernelBuffers.Elements(x, 1), 0f, 0f, 0f, 0f, 0f], KernelBuffers.Elements(y, 1));
        GC.KeepAlive(run);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void RepeatsPixels(int height, int width, int scale, int channels)
    {
        PoolRun run = new();
        int newWidth = width * scale, newPixels = height * scale * newWidth;
        var (x, y, dy, dx, other) = Values(run, height * width, newPixels, channels);
        foreach (Part[] parts in PoolRun.Cuts(Samples))
        {
            PoolRun.Spoil(y, Samples);
            KernelBuffers.Run(Samples, false, w => UpSample.Forward(ref w, 0, x, y, width, scale, Epilogue.Add(other)), parts);
            PoolRun.Spoil(dx, Samples);
            KernelBuffers.Run(Samples, false, w => UpSample.Backward(ref w, 0, dy, dx, width, scale, Epilogue.Multiply(x)), parts);
            PoolRun.ExpectZeroPadding(dx, Samples);
            float[] sums = new float[Samples * height * width * channels];
            foreach (var (sample, pixel, channel) in Elements(newPixels, channels))
            {
                int from = pixel / newWidth / scale * width + pixel % newWidth / scale;
                float expected = PoolRun.At(x, sample, from, channel) + PoolRun.At(other, sample, pixel, channel);
                Assert.Equal(expected, PoolRun.At(y, sample, pixel, channel));
                sums[(sample * height * width + from) * channels + channel] += PoolRun.At(dy, sample, pixel, channel);
            }

            Assert.Equal(sums.Zip(KernelBuffers.Elements(x, Samples), (a, b) => a * b), KernelBuffers.Elements(dx, Samples));
        }

        float[] widest = KernelBuffers.Elements(y, Samples);
        Part all = new(0, Samples, 0, 1);
        UpSample.Samples<Simd128>(all, x, y, width, scale, null, null);
        Assert.Equal(widest, KernelBuffers.Elements(y, Samples).Zip(KernelBuffers.Elements(other, Samples), (a, b) => a + b));
        GC.KeepAlive(run);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Interpolates(int height, int width, int scale, int channels)
    {
        PoolRun run = new();
        int newWidth = width * scale, newPixels = height * scale * newWidth;
        var (x, y, dy, dx, other) = Values(run, height * width, newPixels, channels);
        double[] values = new double[Samples * newPixels * channels], gradients = new double[Samples * height * width * channels];
        foreach (var (sample, pixel, channel) in Elements(newPixels, channels))
        {
            foreach (var (row, down) in Shares(pixel / newWidth, scale, height))
            {
                foreach (var (column, across) in Shares(pixel % newWidth, scale, width))
                {
                    int from = row * width + column;
                    values[(sample * newPixels + pixel) * channels + channel] += down * across * PoolRun.At(x, sample, from, channel);
                    gradients[(sample * height * width + from) * channels + channel] += down * across * PoolRun.At(dy, sample, pixel, channel);
                }
            }
        }

        float[] bits = [], gradientBits = [];
        foreach (Part[] parts in PoolRun.Cuts(Samples))
        {
            PoolRun.Spoil(y, Samples);
            KernelBuffers.Run(Samples, false, w => BilinearUpSample.Forward(ref w, 0, x, y, width, scale, Epilogue.None), parts);
            PoolRun.Spoil(dx, Samples);
            KernelBuffers.Run(Samples, false, w => BilinearUpSample.Backward(ref w, 0, dy, dx, width, scale, Epilogue.None), parts);
            PoolRun.ExpectZeroPadding(dx, Samples);
            bits = KernelBuffers.Elements(y, Samples);
            gradientBits = KernelBuffers.Elements(dx, Samples);
            Near(values, bits);
            Near(gradients, gradientBits);
        }

        Part all = new(0, Samples, 0, 1);
        BilinearUpSample.ForwardSamples<Simd128>(all, x, y, width, scale, null, null);
        BilinearUpSample.BackwardSamples<Simd128>(all, dy, dx, width, scale, null, null);
        Assert.Equal(bits, KernelBuffers.Elements(y, Samples));
        Assert.Equal(gradientBits, KernelBuffers.Elements(dx, Samples));
        BilinearUpSample.ForwardSamples<Simd256>(all, x, y, width, scale, null, null);
        BilinearUpSample.BackwardSamples<Simd256>(all, dy, dx, width, scale, null, null);
        Assert.Equal(bits, KernelBuffers.Elements(y, Samples));
        Assert.Equal(gradientBits, KernelBuffers.Elements(dx, Samples));
        KernelBuffers.Run(Samples, false, w => BilinearUpSample.Forward(ref w, 0, x, y, width, scale, Epilogue.Add(other)), all);
        KernelBuffers.Run(Samples, false, w => BilinearUpSample.Backward(ref w, 0, dy, dx, width, scale, Epilogue.Multiply(x)), all);
        Assert.Equal(bits.Zip(KernelBuffers.Elements(other, Samples), (a, b) => a + b), KernelBuffers.Elements(y, Samples));
        Assert.Equal(gradientBits.Zip(KernelBuffers.Elements(x, Samples), (a, b) => a * b), KernelBuffers.Elements(dx, Samples));
        GC.KeepAlive(run);
    }

    /// <summary>PyTorch's formula: the source of an output pixel's centre, and its two neighbours.</summary>
    private static IEnumerable<(int Pixel, double Weight)> Shares(int i, int scale, int extent)
    {
        double source = Math.Max((i + 0.5) / scale - 0.5, 0);
        int first = (int)source;
        yield return (first, 1 - (source - first));
        yield return (Math.Min(first + 1, extent - 1), source - first);
    }

    private static (Tensor<float> X, Tensor<float> Y, Tensor<float> Dy, Tensor<float> Dx, Tensor<float> Other) Values(
        PoolRun run, int pixels, int newPixels, int channels) =>
        (run.Value(Samples, pixels, channels, 1, padding: 9f), run.Value(Samples, newPixels, channels, 2, padding: 9f),
         run.Value(Samples, newPixels, channels, 3, padding: 0f), run.Value(Samples, pixels, channels, 4, padding: 9f),
         run.Value(Samples, newPixels, channels, 5, padding: 9f));

    private static IEnumerable<(int Sample, int Pixel, int Channel)> Elements(int pixels, int channels) =>
        from sample in Enumerable.Range(0, Samples)
        from pixel in Enumerable.Range(0, pixels)
        from channel in Enumerable.Range(0, channels)
        select (sample, pixel, channel);

    private static void Near(double[] expected, float[] actual)
    {
        double scale = Math.Max(expected.Max(Math.Abs), 1);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-6 * scale, $"Element {i} is {actual[i]}, but plain loops give {expected[i]}.");
    }
}
