using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels;

/// <summary>Looking rows up, and adding their gradients, against plain loops.</summary>
public unsafe class EmbeddingTests
{
    private const int Samples = 4;
    private const int Steps = 5;
    private const int Vocabulary = 37;

    public static TheoryData<int> Columns => [1, 15, 16, 17, 31, 32, 33, 65];

    [Theory]
    [MemberData(nameof(Columns))]
    public void LooksRowsUp(int columns)
    {
        var (tableBuffer, table) = Table(columns, 1);
        var (yBuffer, y) = KernelBuffers.Padded(Samples, Steps, columns, 2, padding: 9f);
        int[] words = Words(3);
        fixed (int* data = words)
        {
            Tensor<int> indices = new(data, 1, Steps, Steps);
            KernelBuffers.Run(
                Samples, false, w => Embedding.Forward(ref w, 0, indices, table, y),
                new Part(0, 1, 0, 1), new Part(1, 1, 0, 1), new Part(1, Samples, 0, 1));
        }

        for (int row = 0; row < words.Length; row++)
            Assert.Equal(tableBuffer.Span.Slice(words[row] * table.Stride, table.Stride), yBuffer.Span.Slice(row * y.Stride, y.Stride));
    }

    /// <summary>Indices of several axes lie in rows, as any value does, and may be padded.</summary>
    [Fact]
    public void TakesIndicesOfAnyLayout()
    {
        const int columns = 18, stride = 7, rows = 3;
        var (tableBuffer, table) = Table(columns, 1);
        var (yBuffer, y) = KernelBuffers.Padded(Samples, rows * Steps, columns, 2, padding: 9f);
        var (gradientBuffer, gradient) = Table(columns, 3);
        int[] words = [.. Enumerable.Range(0, Samples * rows * stride).Select(i => i % stride < Steps ? i * 5 % Vocabulary : int.MaxValue)];
        fixed (int* data = words)
        {
            Tensor<int> indices = new(data, rows, Steps, stride);
            KernelBuffers.Run(Samples, false, w => Embedding.Forward(ref w, 0, indices, table, y), new Part(0, 2, 0, 1), new Part(2, Samples, 0, 1));
            KernelBuffers.Run(Samples, false, w => Embedding.BackwardParameters(ref w, 0, indices, y, gradient), new Part(0, Vocabulary, 0, 1));
        }

        int[] real = [.. words.Where(word => word < Vocabulary)];
        for (int row = 0; row < real.Length; row++)
            Assert.Equal(tableBuffer.Span.Slice(real[row] * table.Stride, columns), yBuffer.Span.Slice(row * y.Stride, columns));
        ExpectSums(real, y, gradient, new double[gradientBuffer.Length]);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void AddsGradients(int columns)
    {
        var (dyBuffer, dy) = KernelBuffers.Padded(Samples, Steps, columns, 1, padding: 0f);
        var (buffer, gradient) = Table(columns, 2);
        int[] words = Words(3);
        fixed (int* data = words)
        {
            Tensor<int> indices = new(data, 1, Steps, Steps);
            KernelBuffers.Run(
                Samples, false, w => Embedding.BackwardParameters(ref w, 0, indices, dy, gradient),
                new Part(0, 9, 0, 1), new Part(9, 9, 0, 1), new Part(9, Vocabulary, 0, 1));
            ExpectSums(words, dy, gradient, new double[buffer.Length]);
            float[] once = buffer.Span.ToArray();
            SameBits<Simd128>(once);
            SameBits<Simd256>(once);
            SameBits<Simd512>(once);
            KernelBuffers.Run(Samples, false, w => Embedding.BackwardParameters(ref w, 0, indices, dy, gradient, accumulate: true), new Part(0, Vocabulary, 0, 1));
            ExpectSums(words, dy, gradient, [.. once.Select(value => (double)value)]);
            float[] twice = buffer.Span.ToArray();
            once.CopyTo(buffer.Span);
            KernelBuffers.Run(Samples, true, w => Embedding.BackwardParameters(ref w, 0, indices, dy, gradient), new Part(0, 30, 0, 1), new Part(30, Vocabulary, 0, 1));
            Assert.Equal(twice, buffer.Span.ToArray());

            void SameBits<V>(float[] expected) where V : struct, ISimd<V>
            {
                buffer.Span.Fill(7f);
                Embedding.Scatter<V>(0, Vocabulary, Samples, indices, dy, gradient, accumulate: false);
                Assert.Equal(expected, buffer.Span.ToArray());
            }
        }

        GC.KeepAlive(dyBuffer);
    }

    /// <summary>A batch in two halves whose gradients are accumulated gives the bits of the whole batch.</summary>
    [Fact]
    public void AccumulatedHalvesAreTheWhole()
    {
        const int columns = 20, half = 1;
        var (dyBuffer, dy) = KernelBuffers.Padded(Samples, Steps, columns, 1, padding: 0f);
        var (wholeBuffer, whole) = Table(columns, 2);
        var (halvesBuffer, halves) = Table(columns, 3);
        int[] words = [.. Words(4).Select(word => word % 3)];
        Part all = new(0, Vocabulary, 0, 1);
        fixed (int* data = words)
        {
            Tensor<int> first = new(data, 1, Steps, Steps), later = new(data + half * Steps, 1, Steps, Steps);
            Tensor<float> laterDy = new(dy.Data + half * Steps * dy.Stride, Steps, columns, dy.Stride);
            KernelBuffers.Run(Samples, false, w => Embedding.BackwardParameters(ref w, 0, first, dy, whole), all);
            KernelBuffers.Run(half, false, w => Embedding.BackwardParameters(ref w, 0, first, dy, halves), all);
            KernelBuffers.Run(Samples - half, true, w => Embedding.BackwardParameters(ref w, 0, later, laterDy, halves), all);
        }

        Assert.Equal(wholeBuffer.Span.ToArray(), halvesBuffer.Span.ToArray());
        GC.KeepAlive(dyBuffer);
    }

    private static void ExpectSums(int[] words, Tensor<float> dy, ParameterTable gradient, double[] expected)
    {
        for (int row = 0; row < words.Length; row++)
        {
            for (int column = 0; column < dy.Columns; column++)
                expected[words[row] * gradient.Stride + column] += dy.Data[row * dy.Stride + column];
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (i % gradient.Stride < gradient.Columns)
                Assert.Equal(expected[i], gradient.Data[i], 1e-5);
        }
    }

    private static int[] Words(int seed)
    {
        Random random = new(seed);
        return [Vocabulary - 1, 0, .. Enumerable.Range(2, Samples * Steps - 2).Select(_ => random.Next(Vocabulary))];
    }

    /// <summary>A table of random rows, its padding zero.</summary>
    private static (AlignedBuffer Buffer, ParameterTable Table) Table(int columns, int seed)
    {
        var (buffer, tensor) = KernelBuffers.Padded(1, Vocabulary, columns, seed, padding: 0f);
        return (buffer, new ParameterTable(tensor.Data, Vocabulary, columns));
    }
}
