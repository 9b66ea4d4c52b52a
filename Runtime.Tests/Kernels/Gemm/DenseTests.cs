using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Gemm;

/// <summary>The dense kernels against plain loops in double precision, with odd sizes around every tile's edge.</summary>
[Collection(nameof(DenseTests))]
public unsafe class DenseTests
{
    private const double Tolerance = 2e-6;

    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            TheoryData<int, int, int> sizes = [];
            foreach (int samples in (int[])[1, 2, 5, 6, 7, 13, 14, 15, 16, 17, 28, 29, 113])
                sizes.Add(samples, 19, 37);
            foreach (int outputs in (int[])[1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 64, 65])
                sizes.Add(9, 23, outputs);
            foreach (int inputs in (int[])[1, 2, 3, 4, 5, 31, 32, 33, 111, 112, 113, 225])
                sizes.Add(11, inputs, 35);
            // Operands that are copied, in several blocks: rows 4096 bytes apart, and columns of many long rows.
            sizes.Add(90, 1024, 40);
            sizes.Add(310, 40, 1024);
            sizes.Add(140, 800, 70);
            sizes.Add(140, 70, 800);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Forward(int samples, int inputs, int outputs)
    {
        var (xBuffer, x) = KernelBuffers.Padded(samples, 2, inputs, 1, padding: 9f);
        var (weightBuffer, weight, values) = KernelBuffers.Weight(inputs, outputs, 2);
        var (yBuffer, y) = KernelBuffers.Padded(samples, 2, outputs, 3, padding: 9f);
        KernelBuffers.Run(samples, false, w => Dense.Forward(ref w, 0, x, weight, y, Epilogue.None), new Part(0, samples, 0, weight.Panels));
        float[] input = KernelBuffers.Elements(x, samples);
        Expect(KernelBuffers.Elements(y, samples), outputs, inputs, (row, column, k) => (double)input[row * inputs + k] * values[column * inputs + k]);
        KeepAlive(xBuffer, weightBuffer, yBuffer);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void BackwardData(int samples, int inputs, int outputs)
    {
        var (dyBuffer, dy) = KernelBuffers.Padded(samples, 2, outputs, 1, padding: 0f);
        var (weightBuffer, weight, values) = KernelBuffers.Weight(inputs, outputs, 2);
        var (dxBuffer, dx) = KernelBuffers.Padded(samples, 2, inputs, 3, padding: 9f);
        KernelBuffers.Run(samples, false, w => Dense.BackwardData(ref w, 0, dy, weight, dx, Epilogue.None), new Part(0, samples, 0, (inputs + 31) / 32));
        float[] gradient = KernelBuffers.Elements(dy, samples);
        Expect(KernelBuffers.Elements(dx, samples), inputs, outputs, (row, column, k) => (double)gradient[row * outputs + k] * values[k * inputs + column]);
        for (int row = 0; row < 2 * samples; row++)
            Assert.All(new ReadOnlySpan<float>(dx.Data + row * dx.Stride + inputs, dx.Stride - inputs).ToArray(), padding => Assert.Equal(0f, padding));
        KeepAlive(dyBuffer, weightBuffer, dxBuffer);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void BackwardParameters(int samples, int inputs, int outputs)
    {
        var (xBuffer, x) = KernelBuffers.Padded(samples, 2, inputs, 1, padding: 9f);
        var (dyBuffer, dy) = KernelBuffers.Padded(samples, 2, outputs, 2, padding: 0f);
        var (gradientBuffer, gradient, _) = KernelBuffers.Weight(inputs, outputs, 3);
        AlignedBuffer bias = new(Tensor<float>.PaddedColumns(outputs));
        KernelBuffers.Run(
            samples, false, w => Dense.BackwardParameters(ref w, 0, x, dy, gradient, new ParameterVector(bias.Data, outputs)),
            new Part(0, inputs, 0, gradient.Panels));
        float[] input = KernelBuffers.Elements(x, samples);
        float[] upstream = KernelBuffers.Elements(dy, samples);
        float[] actual = new float[inputs * outputs];
        new PanelLayout(outputs, inputs).Read(gradientBuffer.Span, actual);
        Expect(actual, inputs, 2 * samples, (output, column, row) => (double)input[row * inputs + column] * upstream[row * outputs + output]);
        Expect(bias.Span[..outputs].ToArray(), outputs, 2 * samples, (_, column, row) => upstream[row * outputs + column]);
        KeepAlive(xBuffer, dyBuffer, gradientBuffer);
    }

    [Fact]
    public void PartsGiveTheSameBits()
    {
        const int samples = 37, inputs = 300, outputs = 130;
        var (xBuffer, x) = KernelBuffers.Padded(samples, 1, inputs, 1, padding: 9f);
        var (weightBuffer, weight, _) = KernelBuffers.Weight(inputs, outputs, 2);
        var (wholeBuffer, whole) = KernelBuffers.Padded(samples, 1, outputs, 3, padding: 0f);
        var (partsBuffer, parts) = KernelBuffers.Padded(samples, 1, outputs, 4, padding: 0f);
        KernelBuffers.Run(samples, false, w => Dense.Forward(ref w, 0, x, weight, whole, Epilogue.None), new Part(0, samples, 0, 5));
        KernelBuffers.Run(
            samples, false, w => Dense.Forward(ref w, 0, x, weight, parts, Epilogue.None),
            new Part(0, 5, 0, 2), new Part(5, samples, 0, 2), new Part(0, 5, 2, 5), new Part(5, 20, 2, 5), new Part(20, samples, 2, 5));
        Assert.Equal(KernelBuffers.Elements(whole, samples), KernelBuffers.Elements(parts, samples));
        KeepAlive(xBuffer, weightBuffer, wholeBuffer, partsBuffer);
    }

    /// <summary>Weight rows may be cut anywhere: the rows of a register tile are another matter.</summary>
    [Fact]
    public void PartsOfGradientsGiveTheSameBits()
    {
        const int samples = 19, inputs = 61, outputs = 42;
        var (xBuffer, x) = KernelBuffers.Padded(samples, 1, inputs, 1, padding: 9f);
        var (dyBuffer, dy) = KernelBuffers.Padded(samples, 1, outputs, 2, padding: 0f);
        var (wholeBuffer, whole, _) = KernelBuffers.Weight(inputs, outputs, 3);
        var (partsBuffer, parts, _) = KernelBuffers.Weight(inputs, outputs, 4);
        AlignedBuffer wholeBias = new(48), partsBias = new(48);
        KernelBuffers.Run(
            samples, false, w => Dense.BackwardParameters(ref w, 0, x, dy, whole, new ParameterVector(wholeBias.Data, outputs)), new Part(0, inputs, 0, 2));
        KernelBuffers.Run(
            samples, false, w => Dense.BackwardParameters(ref w, 0, x, dy, parts, new ParameterVector(partsBias.Data, outputs)),
            new Part(0, 1, 0, 1), new Part(0, 17, 1, 2), new Part(1, 4, 0, 1), new Part(4, inputs, 0, 1), new Part(17, 48, 1, 2), new Part(48, inputs, 1, 2));
        Assert.Equal(wholeBuffer.Span.ToArray(), partsBuffer.Span.ToArray());
        Assert.Equal(wholeBias.Span.ToArray(), partsBias.Span.ToArray());
        KeepAlive(xBuffer, dyBuffer);
    }

    [Fact]
    public void PartsOfGradientsGiveTheSameBitsWhereOperandsAreCopied()
    {
        const int samples = 280, inputs = 800, outputs = 800;
        var (xBuffer, x) = KernelBuffers.Padded(samples, 1, inputs, 1, padding: 9f);
        var (dyBuffer, dy) = KernelBuffers.Padded(samples, 1, outputs, 2, padding: 0f);
        var (wholeBuffer, whole, _) = KernelBuffers.Weight(inputs, outputs, 3);
        var (partsBuffer, parts, _) = KernelBuffers.Weight(inputs, outputs, 4);
        AlignedBuffer wholeBias = new(800), partsBias = new(800);
        Assert.True(OperandCopy.PaysForColumns(x.Stride, 256));
        KernelBuffers.Run(
            samples, false, w => Dense.BackwardParameters(ref w, 0, x, dy, whole, new ParameterVector(wholeBias.Data, outputs)),
            new Part(0, inputs, 0, 25));
        KernelBuffers.Run(
            samples, false, w => Dense.BackwardParameters(ref w, 0, x, dy, parts, new ParameterVector(partsBias.Data, outputs)),
            new Part(0, 113, 0, 25), new Part(113, inputs, 0, 1), new Part(113, inputs, 1, 20), new Part(113, 500, 20, 25), new Part(500, inputs, 20, 25));
        Assert.Equal(wholeBuffer.Span.ToArray(), partsBuffer.Span.ToArray());
        Assert.Equal(wholeBias.Span.ToArray(), partsBias.Span.ToArray());
        KeepAlive(xBuffer, dyBuffer);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(16)]
    public void ColumnSumsHaveTheSameBitsForEveryWidth(int width)
    {
        var (buffer, rows) = KernelBuffers.Padded(37, 1, 40, 1, padding: 9f);
        float[][] sums = [new float[width], new float[width], new float[width]];
        foreach (bool accumulate in (bool[])[false, true])
        {
            fixed (float* a = sums[0], b = sums[1], c = sums[2])
            {
                ColumnSum.Loop<Simd512>(rows.Data, rows.Stride, 37, width, a, accumulate);
                ColumnSum.Loop<Simd256>(rows.Data, rows.Stride, 37, width, b, accumulate);
                ColumnSum.Loop<Simd128>(rows.Data, rows.Stride, 37, width, c, accumulate);
            }

            Assert.Equal(sums[0], sums[1]);
            Assert.Equal(sums[0], sums[2]);
        }

        double twice = 2 * Enumerable.Range(0, 37).Sum(row => (double)rows.Data[row * rows.Stride + width - 1]);
        Assert.Equal(twice, sums[0][width - 1], 1e-4);
        KeepAlive(buffer);
    }

    /// <summary>A batch in two halves whose gradients are accumulated gives the bits of the whole batch.</summary>
    [Fact]
    public void AccumulatedHalvesAreTheWhole()
    {
        const int samples = 24, half = 11, inputs = 130, outputs = 50;
        var (xBuffer, x) = KernelBuffers.Padded(samples, 1, inputs, 1, padding: 9f);
        var (dyBuffer, dy) = KernelBuffers.Padded(samples, 1, outputs, 2, padding: 0f);
        var (wholeBuffer, whole, _) = KernelBuffers.Weight(inputs, outputs, 3);
        var (halvesBuffer, halves, _) = KernelBuffers.Weight(inputs, outputs, 4);
        AlignedBuffer wholeBias = new(64), halvesBias = new(64);
        Part all = new(0, inputs, 0, 2);
        KernelBuffers.Run(samples, false, w => Dense.BackwardParameters(ref w, 0, x, dy, whole, new ParameterVector(wholeBias.Data, outputs)), all);
        Tensor<float> laterX = new(x.Data + half * x.Stride, 1, inputs, x.Stride);
        Tensor<float> laterDy = new(dy.Data + half * dy.Stride, 1, outputs, dy.Stride);
        KernelBuffers.Run(half, false, w => Dense.BackwardParameters(ref w, 0, x, dy, halves, new ParameterVector(halvesBias.Data, outputs)), all);
        KernelBuffers.Run(samples - half, true, w => Dense.BackwardParameters(ref w, 0, laterX, laterDy, halves, new ParameterVector(halvesBias.Data, outputs)), all);
        Assert.Equal(wholeBuffer.Span.ToArray(), halvesBuffer.Span.ToArray());
        Assert.Equal(wholeBias.Span.ToArray(), halvesBias.Span.ToArray());
        KeepAlive(xBuffer, dyBuffer);
    }

    /// <summary>The second use of a weight in one backward pass adds to the first, as an accumulating step would.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASecondUseContinuesTheGradient(bool hasBias)
    {
        const int samples = 7, inputs = 130, outputs = 50;
        var (xBuffer, x) = KernelBuffers.Padded(samples, 2, inputs, 1, padding: 9f);
        var (dyBuffer, dy) = KernelBuffers.Padded(samples, 2, outputs, 2, padding: 0f);
        var (usesBuffer, uses, _) = KernelBuffers.Weight(inputs, outputs, 3);
        var (stepsBuffer, steps, _) = KernelBuffers.Weight(inputs, outputs, 4);
        AlignedBuffer usesBias = new(64), stepsBias = new(64);
        Part[] parts = [new(0, 112, 0, 2), new(112, inputs, 0, 1), new(112, inputs, 1, 2)];
        Run(uses, usesBias, stepAccumulates: false, accumulate: false);
        Run(uses, usesBias, stepAccumulates: false, accumulate: true);
        Run(steps, stepsBias, stepAccumulates: false, accumulate: false);
        float[] once = stepsBuffer.Span.ToArray();
        Run(steps, stepsBias, stepAccumulates: true, accumulate: false);
        Assert.Equal(stepsBuffer.Span.ToArray(), usesBuffer.Span.ToArray());
        Assert.Equal(stepsBias.Span.ToArray(), usesBias.Span.ToArray());
        Assert.NotEqual(once, usesBuffer.Span.ToArray());
        KeepAlive(xBuffer, dyBuffer);

        void Run(PanelMatrix gradient, AlignedBuffer bias, bool stepAccumulates, bool accumulate) => KernelBuffers.Run(
            samples, stepAccumulates,
            w =>
            {
                if (hasBias)
                    Dense.BackwardParameters(ref w, 0, x, dy, gradient, new ParameterVector(bias.Data, outputs), accumulate);
                else
                    Dense.BackwardParameters(ref w, 0, x, dy, gradient, accumulate);
            },
            parts);
    }

    private static void Expect(float[] actual, int columns, int count, Func<int, int, int, double> product)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            double sum = 0, magnitude = 0;
            for (int k = 0; k < count; k++)
            {
                double term = product(i / columns, i % columns, k);
                sum += term;
                magnitude += Math.Abs(term);
            }

            Assert.True(Math.Abs(sum - actual[i]) <= Tolerance * magnitude + 1e-30, $"Element {i} is {actual[i]}, but plain loops give {sum}.");
        }
    }

    private static void KeepAlive(params object[] buffers) => GC.KeepAlive(buffers);
}
