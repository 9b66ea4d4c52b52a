using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Pooling;

/// <summary>Max pooling against plain loops, to the bit, over random windows; on every width and shared among workers.</summary>
public unsafe class MaxPoolTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 120)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TakesTheLargest(int seed)
    {
        DrawnWindow drawn = DrawnWindow.Draw(seed, dilates: true);
        PoolRun run = new();
        Window2D window = drawn.Window;
        int samples = drawn.Samples, channels = drawn.Channels;
        Tensor<float> x = run.Value(samples, drawn.InputPixels, channels, drawn.InputStride, 1, padding: 9f);
        Tensor<float> other = run.Value(samples, window.OutputPixels, channels, 2, padding: 9f);
        Tensor<float> y = run.Value(samples, window.OutputPixels, channels, 3, padding: 9f);
        float[] expected = Expected(drawn, x);
        foreach (Part[] parts in PoolRun.Cuts(samples))
        {
            PoolRun.Spoil(y, samples);
            KernelBuffers.Run(samples, false, w => MaxPool.Forward(ref w, 0, x, y, window, Epilogue.None), parts);
            Assert.Equal(expected, KernelBuffers.Elements(y, samples));
            KernelBuffers.Run(samples, false, w => MaxPool.Forward(ref w, 0, x, y, window, Epilogue.Add(other)), parts);
            Assert.Equal(expected.Zip(KernelBuffers.Elements(other, samples), (a, b) => a + b), KernelBuffers.Elements(y, samples));
        }

        Part all = new(0, samples, 0, 1);
        PoolLoop<MaxReduction>.Samples<Simd128>(all, x, y, window, MeanRule.Sum, null, null);
        Assert.Equal(expected, KernelBuffers.Elements(y, samples));
        PoolLoop<MaxReduction>.Samples<Simd256>(all, x, y, window, MeanRule.Sum, null, null);
        Assert.Equal(expected, KernelBuffers.Elements(y, samples));
        PoolLoop<MaxReduction>.Samples<Simd512>(all, x, y, window, MeanRule.Sum, null, null);
        Assert.Equal(expected, KernelBuffers.Elements(y, samples));
        GC.KeepAlive(run);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void SendsGradientsToTheFirstOfTheLargest(int seed)
    {
        DrawnWindow drawn = DrawnWindow.Draw(seed, dilates: true);
        PoolRun run = new();
        Window2D window = drawn.Window;
        int samples = drawn.Samples, channels = drawn.Channels;
        Tensor<float> x = run.Value(samples, drawn.InputPixels, channels, drawn.InputStride, 1, padding: 9f, levels: 4);
        Tensor<float> dy = run.Value(samples, window.OutputPixels, channels, 2, padding: 0f);
        Tensor<float> dx = run.Value(samples, drawn.InputPixels, channels, 3, padding: 9f);
        Tensor<float> factor = run.Value(samples, drawn.InputPixels, channels, 4, padding: 9f);
        float[] expected = ExpectedGradient(drawn, x, dy);
        foreach (Part[] parts in PoolRun.Cuts(samples))
        {
            PoolRun.Spoil(dx, samples);
            KernelBuffers.Run(samples, false, w => MaxPool.Backward(ref w, 0, x, dy, dx, window, Epilogue.None), parts);
            Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
            PoolRun.ExpectZeroPadding(dx, samples);
            PoolRun.Spoil(dx, samples);
            KernelBuffers.Run(samples, false, w => MaxPool.Backward(ref w, 0, x, dy, dx, window, Epilogue.Multiply(factor)), parts);
            Assert.Equal(expected.Zip(KernelBuffers.Elements(factor, samples), (a, b) => a * b), KernelBuffers.Elements(dx, samples));
            PoolRun.ExpectZeroPadding(dx, samples);
        }

        Part all = new(0, samples, 0, 1);
        MaxPoolGradient.Samples<Simd128>(all, x, dy, dx, window, null, null);
        Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
        MaxPoolGradient.Samples<Simd256>(all, x, dy, dx, window, null, null);
        Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
        MaxPoolGradient.Samples<Simd512>(all, x, dy, dx, window, null, null);
        Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
        GC.KeepAlive(run);
    }

    private static float[] Expected(DrawnWindow drawn, Tensor<float> x) =>
        [.. from sample in Enumerable.Range(0, drawn.Samples)
            from pixel in Enumerable.Range(0, drawn.Window.OutputPixels)
            from channel in Enumerable.Range(0, drawn.Channels)
            select drawn.Pixels(pixel).Max(at => at is int inside ? PoolRun.At(x, sample, inside, channel) : float.NegativeInfinity)];

    private static float[] ExpectedGradient(DrawnWindow drawn, Tensor<float> x, Tensor<float> dy)
    {
        float[] gradient = new float[drawn.Samples * drawn.InputPixels * drawn.Channels];
        for (int sample = 0; sample < drawn.Samples; sample++)
        {
            for (int pixel = 0; pixel < drawn.Window.OutputPixels; pixel++)
            {
                for (int channel = 0; channel < drawn.Channels; channel++)
                {
                    int found = -1;
                    foreach (int? at in drawn.Pixels(pixel))
                    {
                        if (at is int inside
                            && (found < 0 || PoolRun.At(x, sample, inside, channel) > PoolRun.At(x, sample, found, channel)))
                            found = inside;
                    }

                    gradient[(sample * drawn.InputPixels + found) * drawn.Channels + channel] += PoolRun.At(dy, sample, pixel, channel);
                }
            }
        }

        return gradient;
    }
}
