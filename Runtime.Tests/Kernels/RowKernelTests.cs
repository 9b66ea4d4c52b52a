using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels;

/// <summary>Kernels over rows against plain loops in double precision, on every width; padding of gradients must be zero.</summary>
public unsafe class RowKernelTests
{
    private const int Samples = 3;
    private const int Rows = 2;

    public static TheoryData<int> Columns => [1, 2, 7, 15, 16, 17, 31, 33, 64, 100];

    [Theory]
    [MemberData(nameof(Columns))]
    public void SoftmaxForwardAndBackward(int columns)
    {
        var (xBuffer, x) = KernelBuffers.Padded(Samples, Rows, columns, 1, padding: 9f);
        var (yBuffer, y) = KernelBuffers.Padded(Samples, Rows, columns, 2, padding: 9f);
        var (dyBuffer, dy) = KernelBuffers.Padded(Samples, Rows, columns, 3, padding: 0f);
        var (dxBuffer, dx) = KernelBuffers.Padded(Samples, Rows, columns, 4, padding: 9f);
        // Far from zero: a softmax that does not take off the maximum overflows.
        for (int i = 0; i < xBuffer.Length; i++)
            xBuffer.Span[i] = 300f + 20f * xBuffer.Span[i];
        Part all = new(0, Samples, 0, 1);
        KernelBuffers.Run(Samples, false, w => Softmax.Forward(ref w, 0, x, y), all);
        KernelBuffers.Run(Samples, false, w => Softmax.Backward(ref w, 0, y, dy, dx), all);
        float[] output = KernelBuffers.Elements(y, Samples);
        float[] gradient = KernelBuffers.Elements(dy, Samples);
        double[][] expected = [.. KernelBuffers.Elements(x, Samples).Chunk(columns).Select(Probabilities)];
        Expect(expected, output);
        Expect([.. expected.Select((row, r) =>
        {
            double mean = row.Select((p, i) => p * gradient[r * columns + i]).Sum();
            return row.Select((p, i) => p * (gradient[r * columns + i] - mean)).ToArray();
        })], KernelBuffers.Elements(dx, Samples));
        ExpectZeroPadding(dx);
        float[] widest = KernelBuffers.Elements(y, Samples);
        Softmax.ForwardRows<Simd128>(all, x, y);
        Assert.Equal(widest, KernelBuffers.Elements(y, Samples));
        Softmax.ForwardRows<Simd256>(all, x, y);
        Assert.Equal(widest, KernelBuffers.Elements(y, Samples));
        GC.KeepAlive((yBuffer, dyBuffer, dxBuffer));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void CrossEntropyOfIndices(int columns)
    {
        var (xBuffer, x) = KernelBuffers.Padded(Samples, Rows, columns, 1, padding: 9f);
        var (gradientBuffer, gradient) = KernelBuffers.Padded(Samples, Rows, columns, 2, padding: 9f);
        AlignedBuffer losses = new(Samples * Rows);
        int[] indices = [.. Enumerable.Range(0, Samples * Rows).Select(i => i * 5 % columns)];
        const float smoothing = 0.1f, weight = 0.5f;
        fixed (int* target = indices)
        {
            Tensor<int> targets = new(target, Rows, 1, 1);
            KernelBuffers.Run(Samples, false, w => SoftmaxCrossEntropy.Loss(ref w, 0, x, targets, new Tensor<float>(losses.Data, Rows, 1, 1), gradient, smoothing, weight), new Part(0, Samples, 0, 1));
        }

        float[][] rows = [.. KernelBuffers.Elements(x, Samples).Chunk(columns)];
        double[][] smoothed = [.. indices.Select(index => Enumerable.Range(0, columns).Select(i => (i == index ? 1.0 - smoothing : 0) + (double)smoothing / columns).ToArray())];
        ExpectCrossEntropy(rows, smoothed, weight, losses, gradient);
        GC.KeepAlive((xBuffer, gradientBuffer));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void CrossEntropyOfProbabilities(int columns)
    {
        var (xBuffer, x) = KernelBuffers.Padded(Samples, Rows, columns, 1, padding: 9f);
        var (gradientBuffer, gradient) = KernelBuffers.Padded(Samples, Rows, columns, 2, padding: 9f);
        AlignedBuffer losses = new(Samples * Rows);
        Random random = new(3);
        float[] probabilities = [.. Enumerable.Range(0, Samples * Rows * columns).Select(_ => (float)random.NextDouble())];
        const float smoothing = 0.2f, weight = 2f;
        fixed (float* target = probabilities)
        {
            Tensor<float> targets = new(target, Rows, columns, columns);
            KernelBuffers.Run(Samples, false, w => SoftmaxCrossEntropy.Loss(ref w, 0, x, targets, new Tensor<float>(losses.Data, Rows, 1, 1), gradient, smoothing, weight), new Part(0, Samples, 0, 1));
        }

        float[][] rows = [.. KernelBuffers.Elements(x, Samples).Chunk(columns)];
        double[][] smoothed = [.. probabilities.Chunk(columns).Select(row => row.Select(p => (1.0 - smoothing) * p + (double)smoothing / columns).ToArray())];
        ExpectCrossEntropy(rows, smoothed, weight, losses, gradient);
        GC.KeepAlive((xBuffer, gradientBuffer));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void SquaredErrors(int columns)
    {
        var (xBuffer, x) = KernelBuffers.Padded(Samples, Rows, columns, 1, padding: 9f);
        var (gradientBuffer, gradient) = KernelBuffers.Padded(Samples, Rows, columns, 2, padding: 9f);
        // Targets lie as the caller gives them, without padding, but with the slack of a session's buffer.
        AlignedBuffer targets = new(Samples * Rows * columns), losses = new(Samples * Rows);
        Random random = new(3);
        foreach (ref float value in targets.Span)
            value = (float)random.NextDouble();
        const float weight = 3f;
        KernelBuffers.Run(
            Samples, false,
            w => MeanSquaredError.Loss(ref w, 0, x, new Tensor<float>(targets.Data, Rows, columns, columns), new Tensor<float>(losses.Data, Rows, 1, 1), gradient, weight),
            new Part(0, Samples, 0, 1));
        float[] elements = KernelBuffers.Elements(x, Samples);
        double[][] differences = [.. elements.Zip(targets.Span.ToArray(), (p, t) => (double)p - t).Chunk(columns)];
        Expect([[.. differences.Select(row => row.Sum(d => d * d))]], losses.Span.ToArray());
        Expect([.. differences.Select(row => row.Select(d => weight * 2 * d / (Samples * Rows * columns)).ToArray())], KernelBuffers.Elements(gradient, Samples));
        ExpectZeroPadding(gradient);
        GC.KeepAlive((xBuffer, gradientBuffer));
    }

    [Theory]
    [InlineData(1, 24, 4, 6)]
    [InlineData(4, 6, 1, 24)]
    [InlineData(3, 20, 5, 12)]
    [InlineData(2, 17, 34, 1)]
    public void CopiesBetweenLayouts(int rows, int columns, int newRows, int newColumns)
    {
        var (xBuffer, x) = KernelBuffers.Padded(Samples, rows, columns, 1, padding: 9f);
        var (yBuffer, y) = KernelBuffers.Padded(Samples, newRows, newColumns, 2, padding: 9f);
        KernelBuffers.Run(Samples, false, w => Copy.Rows(ref w, 0, x, y), new Part(0, 1, 0, 1), new Part(1, Samples, 0, 1));
        Assert.Equal(KernelBuffers.Elements(x, Samples), KernelBuffers.Elements(y, Samples));
        ExpectZeroPadding(y);
        GC.KeepAlive((xBuffer, yBuffer));
    }

    private static void ExpectCrossEntropy(float[][] logits, double[][] targets, float weight, AlignedBuffer losses, Tensor<float> gradient)
    {
        double[][] probabilities = [.. logits.Select(Probabilities)];
        Expect([[.. targets.Select((row, r) => -row.Select((t, i) => t * Math.Log(probabilities[r][i])).Sum())]], losses.Span.ToArray());
        Expect(
            [.. targets.Select((row, r) => row.Select((t, i) => weight * (probabilities[r][i] * row.Sum() - t) / (Samples * Rows)).ToArray())],
            KernelBuffers.Elements(gradient, Samples));
        ExpectZeroPadding(gradient);
    }

    private static double[] Probabilities(float[] row)
    {
        double max = row.Max();
        double sum = row.Sum(value => Math.Exp(value - max));
        return [.. row.Select(value => Math.Exp(value - max) / sum)];
    }

    private static void Expect(double[][] expected, float[] actual)
    {
        double[] flat = [.. expected.SelectMany(row => row)];
        // Differences of numbers around 1 keep the rounding of those: 4e-8 at the least.
        double scale = Math.Max(flat.Max(Math.Abs), 0.02);
        Assert.Equal(flat.Length, actual.Length);
        for (int i = 0; i < flat.Length; i++)
            Assert.True(Math.Abs(flat[i] - actual[i]) <= 2e-6 * scale, $"Element {i} is {actual[i]}, but plain loops give {flat[i]}.");
    }

    private static void ExpectZeroPadding(Tensor<float> tensor)
    {
        for (int row = 0; row < Samples * tensor.Rows; row++)
            Assert.All(new ReadOnlySpan<float>(tensor.Data + (nint)row * tensor.Stride + tensor.Columns, tensor.Stride - tensor.Columns).ToArray(), value => Assert.Equal(0f, value));
    }
}
