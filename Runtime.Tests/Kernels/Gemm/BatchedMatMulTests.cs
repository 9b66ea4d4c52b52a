using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Gemm;

/// <summary>Products of activations against plain loops in double precision, with odd sizes around every tile's edge.</summary>
[Collection(nameof(DenseTests))]
public unsafe class BatchedMatMulTests
{
    private const int Samples = 3;
    private const int Batch = 2;

    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            TheoryData<int, int, int> sizes = [];
            foreach (int n in (int[])[1, 2, 5, 7, 13, 14, 15, 17, 29])
                sizes.Add(n, 19, 37);
            foreach (int k in (int[])[1, 3, 15, 16, 17, 31, 32, 33, 49, 65])
                sizes.Add(6, k, 21);
            foreach (int m in (int[])[1, 4, 15, 16, 17, 31, 32, 33, 48, 65])
                sizes.Add(9, 18, m);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Forward(int n, int k, int m)
    {
        foreach (bool isPadded in (bool[])[true, false])
        {
            var (aBuffer, a) = Matrix(n, k, 1, isPadded);
            var (bBuffer, b) = Matrix(k, m, 2, isPadded);
            var (cBuffer, c) = Matrix(n, m, 3);
            OnEveryWidth(cBuffer, Batch * Samples * n, m, w => BatchedMatMul.Forward(ref w, 0, a, b, c, n, k, m));
            float[] left = KernelBuffers.Elements(a, Samples), right = KernelBuffers.Elements(b, Samples);
            Expect(
                KernelBuffers.Elements(c, Samples), n, m, k,
                (matrix, row, column, i) => (double)left[(matrix * n + row) * k + i] * right[(matrix * k + i) * m + column]);
            GC.KeepAlive((aBuffer, bBuffer));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void BackwardLeft(int n, int k, int m)
    {
        var (dcBuffer, dc) = Matrix(n, m, 1, padding: 0f);
        var (bBuffer, b) = Matrix(k, m, 2);
        var (daBuffer, da) = Matrix(n, k, 3);
        OnEveryWidth(daBuffer, 0, 0, w => BatchedMatMul.BackwardLeft(ref w, 0, dc, b, da, n, k, m));
        float[] gradient = KernelBuffers.Elements(dc, Samples), right = KernelBuffers.Elements(b, Samples);
        Expect(
            KernelBuffers.Elements(da, Samples), n, k, m,
            (matrix, row, column, i) => (double)gradient[(matrix * n + row) * m + i] * right[(matrix * k + column) * m + i]);
        ExpectZeroPadding(da);
        GC.KeepAlive((dcBuffer, bBuffer));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void BackwardRight(int n, int k, int m)
    {
        var (aBuffer, a) = Matrix(n, k, 1);
        var (dcBuffer, dc) = Matrix(n, m, 2, padding: 0f);
        var (dbBuffer, db) = Matrix(k, m, 3);
        OnEveryWidth(dbBuffer, 0, 0, w => BatchedMatMul.BackwardRight(ref w, 0, a, dc, db, n, k, m));
        float[] left = KernelBuffers.Elements(a, Samples), gradient = KernelBuffers.Elements(dc, Samples);
        Expect(
            KernelBuffers.Elements(db, Samples), k, m, n,
            (matrix, row, column, i) => (double)left[(matrix * n + i) * k + row] * gradient[(matrix * n + i) * m + column]);
        ExpectZeroPadding(db);
        GC.KeepAlive((aBuffer, dcBuffer));
    }

    private static (AlignedBuffer Buffer, Tensor<float> Tensor) Matrix(int rows, int columns, int seed, bool isPadded = true, float padding = 9f)
    {
        var (buffer, tensor) = KernelBuffers.Padded(Samples, Batch * rows, columns, seed, padding);
        if (isPadded)
            return (buffer, tensor);
        float[] elements = KernelBuffers.Elements(tensor, Samples);
        AlignedBuffer dense = new(elements.Length);
        elements.CopyTo(dense.Span);
        return (dense, new Tensor<float>(dense.Data, Batch * rows, columns, columns));
    }

    /// <summary>Runs a kernel in parts with each vector width, and whole: the same bits in the result, of gradients in the padding too.</summary>
    private static void OnEveryWidth(AlignedBuffer result, int rows, int columns, Action<Worker> kernel)
    {
        int widest = PanelProduct.VectorBits;
        List<float[]> results = [];
        try
        {
            foreach (int bits in (int[])[128, 256, widest])
            {
                PanelProduct.VectorBits = bits;
                result.Span.Fill(7f);
                KernelBuffers.Run(Samples, false, kernel, new Part(0, 1, 0, 1), new Part(1, 1, 0, 1), new Part(1, Samples, 0, 1));
                results.Add(Real(result, rows, columns));
            }
        }
        finally
        {
            PanelProduct.VectorBits = widest;
        }

        result.Span.Fill(7f);
        KernelBuffers.Run(Samples, false, kernel, new Part(0, Samples, 0, 1));
        results.Add(Real(result, rows, columns));
        Assert.All(results, other => Assert.Equal(results[0], other));
    }

    /// <summary>Everything, or of that many rows the real columns alone.</summary>
    private static float[] Real(AlignedBuffer buffer, int rows, int columns) =>
        rows == 0 ? buffer.Span.ToArray() : KernelBuffers.Elements(new Tensor<float>(buffer.Data, rows, columns, Tensor<float>.PaddedColumns(columns)), 1);

    private static void Expect(float[] actual, int rows, int columns, int count, Func<int, int, int, int, double> product)
    {
        Assert.Equal(Samples * Batch * rows * columns, actual.Length);
        for (int element = 0; element < actual.Length; element++)
        {
            double sum = 0, magnitude = 0;
            for (int i = 0; i < count; i++)
            {
                double term = product(element / columns / rows, element / columns % rows, element % columns, i);
                sum += term;
                magnitude += Math.Abs(term);
            }

            Assert.True(Math.Abs(sum - actual[element]) <= 2e-6 * magnitude, $"Element {element} is {actual[element]}, but plain loops give {sum}.");
        }
    }

    private static void ExpectZeroPadding(Tensor<float> tensor)
    {
        for (int row = 0; row < Samples * tensor.Rows; row++)
        {
            ReadOnlySpan<float> padding = new(tensor.Data + row * tensor.Stride + tensor.Columns, tensor.Stride - tensor.Columns);
            Assert.Equal(-1, padding.IndexOfAnyExcept(0f));
        }
    }
}
