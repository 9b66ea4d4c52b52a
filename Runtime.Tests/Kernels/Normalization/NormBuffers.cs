using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Normalization;

/// <summary>What the tests of normalisations share: vectors, ways to share out, and their numbers in double precision.</summary>
internal static unsafe class NormBuffers
{
    /// <summary>Odd sizes: samples, rows of a sample, columns.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 2, 1, 1 }, { 2, 1, 17 }, { 9, 1, 40 }, { 1, 2, 3 }, { 3, 5, 16 }, { 4, 64, 33 }, { 2, 65, 70 }, { 3, 131, 5 }, { 5, 49, 100 }, { 2, 200, 32 },
    };

    /// <summary>A vector with zero padding, or junk that a kernel must replace.</summary>
    public static (AlignedBuffer Buffer, ParameterVector Vector) Vector(int length, Func<int, float> value, float padding = 0f)
    {
        AlignedBuffer buffer = new(Tensor<float>.PaddedColumns(length));
        for (int i = 0; i < buffer.Length; i++)
            buffer.Span[i] = i < length ? value(i) : padding;
        return (buffer, new ParameterVector(buffer.Data, length));
    }

    /// <summary>The shares of so many workers: of samples, or of panels of 32 columns.</summary>
    public static Part[] Shares(int samples, int columns, int workers, bool bySamples)
    {
        int panels = (columns + 31) / 32, units = bySamples ? samples : panels;
        return [.. Enumerable.Range(0, workers).Select(worker =>
        {
            int start = units * worker / workers, end = units * (worker + 1) / workers;
            return bySamples ? new Part(start, end, 0, panels) : new Part(0, samples, start, end);
        })];
    }

    /// <summary>The same for what has no samples: one row.</summary>
    public static Part[] Channels(int columns, int workers) => Shares(1, columns, workers, bySamples: false);

    /// <summary>The elements of a padded value: [sample, row, column].</summary>
    public static double[,,] Doubles(Tensor<float> tensor, int samples)
    {
        float[] elements = KernelBuffers.Elements(tensor, samples);
        double[,,] result = new double[samples, tensor.Rows, tensor.Columns];
        for (int i = 0; i < elements.Length; i++)
            result[i / tensor.Columns / tensor.Rows, i / tensor.Columns % tensor.Rows, i % tensor.Columns] = elements[i];
        return result;
    }

    public static void Expect(double[,,] expected, Tensor<float> actual, double tolerance)
    {
        float[] elements = KernelBuffers.Elements(actual, expected.GetLength(0));
        int i = 0;
        foreach (double value in expected)
        {
            Assert.True(Math.Abs(value - elements[i]) <= tolerance * Math.Max(1, Math.Abs(value)), $"Element {i} is {elements[i]}, but should be {value}.");
            i++;
        }
    }

    public static void Expect(double[] expected, ParameterVector actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual.Data[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"Element {i} is {actual.Data[i]}, but should be {expected[i]}.");
    }

    public static void ExpectZeroPadding(ParameterVector vector)
    {
        for (int i = vector.Length; i < Tensor<float>.PaddedColumns(vector.Length); i++)
            Assert.Equal(0f, vector.Data[i]);
    }

    public static void ExpectZeroPadding(Tensor<float> tensor, int samples)
    {
        for (int row = 0; row < samples * tensor.Rows; row++)
        {
            for (int column = tensor.Columns; column < tensor.Stride; column++)
                Assert.Equal(0f, tensor.Data[(nint)row * tensor.Stride + column]);
        }
    }

    /// <summary>
    /// A normalisation of cells in double precision: every element belongs to a cell, whose mean and variance it is normalised
    /// by. Gives y, dx, and each channel's gradients of weight and bias.
    /// </summary>
    public static (double[,,] Y, double[,,] Dx, double[] WeightGradient, double[] BiasGradient, Dictionary<int, (double Mean, double Variance, int Count)> Cells) Reference(
        double[,,] x, double[,,] dy, Func<int, double> weight, Func<int, double> bias, double epsilon, Func<int, int, int, int> cellOf)
    {
        int samples = x.GetLength(0), rows = x.GetLength(1), columns = x.GetLength(2);
        var places = (from s in Enumerable.Range(0, samples) from r in Enumerable.Range(0, rows) from c in Enumerable.Range(0, columns) select (s, r, c)).ToArray();
        double[,,] y = new double[samples, rows, columns], dx = new double[samples, rows, columns];
        double[] weightGradient = new double[columns], biasGradient = new double[columns];
        Dictionary<int, (double, double, int)> cells = [];
        foreach (var cell in places.GroupBy(place => cellOf(place.s, place.r, place.c)))
        {
            var members = cell.ToArray();
            double mean = members.Average(p => x[p.s, p.r, p.c]);
            double variance = members.Average(p => Math.Pow(x[p.s, p.r, p.c] - mean, 2));
            double inverse = 1 / Math.Sqrt(variance + epsilon);
            double Normalised((int s, int r, int c) p) => (x[p.s, p.r, p.c] - mean) * inverse;
            double first = members.Average(p => dy[p.s, p.r, p.c] * weight(p.c)), second = members.Average(p => dy[p.s, p.r, p.c] * weight(p.c) * Normalised(p));
            cells[cell.Key] = (mean, variance, members.Length);
            foreach (var p in members)
            {
                y[p.s, p.r, p.c] = Normalised(p) * weight(p.c) + bias(p.c);
                dx[p.s, p.r, p.c] = inverse * (dy[p.s, p.r, p.c] * weight(p.c) - first - Normalised(p) * second);
                weightGradient[p.c] += dy[p.s, p.r, p.c] * Normalised(p);
                biasGradient[p.c] += dy[p.s, p.r, p.c];
            }
        }

        return (y, dx, weightGradient, biasGradient, cells);
    }
}
