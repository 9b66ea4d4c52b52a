using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Pooling;

/// <summary>Mean pooling against plain loops, to the bit, over random windows; on every width and shared among workers.</summary>
public unsafe class AvgPoolTests
{
    public static TheoryData<int, bool> Cases
    {
        get
        {
            TheoryData<int, bool> cases = [];
            for (int seed = 0; seed < 100; seed++)
                cases.Add(seed, seed / 3 % 2 == 0);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TakesTheMean(int seed, bool countsPadding)
    {
        DrawnWindow drawn = DrawnWindow.Draw(seed, dilates: false);
        PoolRun run = new();
        Window2D window = drawn.Window;
        int samples = drawn.Samples, channels = drawn.Channels;
        Tensor<float> x = run.Value(samples, drawn.InputPixels, channels, drawn.InputStride, 1, padding: 9f);
        Tensor<float> other = run.Value(samples, window.OutputPixels, channels, 2, padding: 9f);
        Tensor<float> y = run.Value(samples, window.OutputPixels, channels, 3, padding: 9f);
        float[] expected = Expected(drawn, x, countsPadding);
        foreach (Part[] parts in PoolRun.Cuts(samples))
        {
            PoolRun.Spoil(y, samples);
            KernelBuffers.Run(samples, false, w => AvgPool.Forward(ref w, 0, x, y, window, countsPadding, Epilogue.None), parts);
            Assert.Equal(expected, KernelBuffers.Elements(y, samples));
            KernelBuffers.Run(samples, false, w => AvgPool.Forward(ref w, 0, x, y, window, countsPadding, Epilogue.Add(other)), parts);
            Assert.Equal(expected.Zip(KernelBuffers.Elements(other, samples), (a, b) => a + b), KernelBuffers.Elements(y, samples));
        }

        Part all = new(0, samples, 0, 1);
        PoolLoop<SumReduction>.Samples<Simd128>(all, x, y, window, AvgPool.RuleOf(countsPadding), null, null);
        Assert.Equal(expected, KernelBuffers.Elements(y, samples));
        PoolLoop<SumReduction>.Samples<Simd256>(all, x, y, window, AvgPool.RuleOf(countsPadding), null, null);
        Assert.Equal(expected, KernelBuffers.Elements(y, samples));
        PoolLoop<SumReduction>.Samples<Simd512>(all, x, y, window, AvgPool.RuleOf(countsPadding), null, null);
        Assert.Equal(expected, KernelBuffers.Elements(y, samples));
        GC.KeepAlive(run);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SpreadsGradients(int seed, bool countsPadding)
    {
        DrawnWindow drawn = DrawnWindow.Draw(seed, dilates: false);
        PoolRun run = new();
        Window2D window = drawn.Window;
        int samples = drawn.Samples, channels = drawn.Channels;
        Tensor<float> dy = run.Value(samples, window.OutputPixels, channels, 2, padding: 0f);
        Tensor<float> dx = run.Value(samples, drawn.InputPixels, channels, 3, padding: 9f);
        Tensor<float> factor = run.Value(samples, drawn.InputPixels, channels, 4, padding: 9f);
        float[] expected = ExpectedGradient(drawn, dy, countsPadding);
        foreach (Part[] parts in PoolRun.Cuts(samples))
        {
            PoolRun.Spoil(dx, samples);
            KernelBuffers.Run(samples, false, w => AvgPool.Backward(ref w, 0, dy, dx, window, countsPadding, Epilogue.None), parts);
            Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
            PoolRun.ExpectZeroPadding(dx, samples);
            PoolRun.Spoil(dx, samples);
            KernelBuffers.Run(
                samples, false, w => AvgPool.Backward(ref w, 0, dy, dx, window, countsPadding, Epilogue.Multiply(factor)), parts);
            Assert.Equal(expected.Zip(KernelBuffers.Elements(factor, samples), (a, b) => a * b), KernelBuffers.Elements(dx, samples));
        }

        Part all = new(0, samples, 0, 1);
        AvgPoolGradient.Samples<Simd128>(all, dy, dx, window, AvgPool.RuleOf(countsPadding), null, null);
        Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
        AvgPoolGradient.Samples<Simd256>(all, dy, dx, window, AvgPool.RuleOf(countsPadding), null, null);
        Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
        AvgPoolGradient.Samples<Simd512>(all, dy, dx, window, AvgPool.RuleOf(countsPadding), null, null);
        Assert.Equal(expected, KernelBuffers.Elements(dx, samples));
        GC.KeepAlive(run);
    }

    private static float[] Expected(DrawnWindow drawn, Tensor<float> x, bool countsPadding) =>
        [.. from sample in Enumerable.Range(0, drawn.Samples)
            from pixel in Enumerable.Range(0, drawn.Window.OutputPixels)
            from channel in Enumerable.Range(0, drawn.Channels)
            select drawn.Pixels(pixel).Aggregate(0f, (sum, at) => at is int inside ? sum + PoolRun.At(x, sample, inside, channel) : sum)
                / drawn.Divisor(pixel, countsPadding)];

    private static float[] ExpectedGradient(DrawnWindow drawn, Tensor<float> dy, bool countsPadding)
    {
        float[] gradient = new float[drawn.Samples * drawn.InputPixels * drawn.Channels];
        for (int sample = 0; sample < drawn.Samples; sample++)
        {
            for (int pixel = 0; pixel < drawn.Window.OutputPixels; pixel++)
            {
                foreach (int at in drawn.Pixels(pixel).OfType<int>())
                {
                    int divisor = drawn.Divisor(pixel, countsPadding), first = (sample * drawn.InputPixels + at) * drawn.Channels;
                    for (int channel = 0; channel < drawn.Channels; channel++)
                        gradient[first + channel] += PoolRun.At(dy, sample, pixel, channel) / divisor;
                }
            }
        }

        return gradient;
    }
}
