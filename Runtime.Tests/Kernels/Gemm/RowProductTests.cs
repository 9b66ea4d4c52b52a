using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Gemm;

/// <summary>
/// Few rows have tiles of their own, and a single row a way of its own: both must give the bits that the same rows have in a large
/// batch, on every width of vectors, for every number of panels around the tiles' edges.
/// </summary>
[Collection(nameof(DenseTests))]
public unsafe class RowProductTests
{
    private const int Batch = 17;

    public static TheoryData<int, int> Sizes
    {
        get
        {
            TheoryData<int, int> sizes = [];
            foreach (int outputs in (int[])[1, 10, 15, 16, 17, 31, 32, 33, 48, 49, 64, 65, 80, 96, 97, 112, 128, 129, 144, 160, 250, 256, 257, 300])
                sizes.Add(outputs, 37);
            foreach (int inputs in (int[])[1, 2, 3, 7, 8, 9, 15, 16, 17, 100])
                sizes.Add(40, inputs);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void RowsHaveTheBitsOfALargeBatch(int outputs, int inputs)
    {
        var (xBuffer, x) = KernelBuffers.Padded(Batch, 1, inputs, 1, padding: 9f);
        var (weightBuffer, weight, values) = KernelBuffers.Weight(inputs, outputs, 2);
        AlignedBuffer biasBuffer = new(Tensor<float>.PaddedColumns(outputs));
        for (int i = 0; i < outputs; i++)
            biasBuffer.Span[i] = (i % 5 - 2) / 10f;
        ParameterVector bias = new(biasBuffer.Data, outputs);
        float[] expected = Forward(Batch, new Part(0, Batch, 0, weight.Panels));
        double first = Enumerable.Range(0, inputs).Sum(k => (double)x.Data[k] * values[k]) + biasBuffer.Span[0];
        Assert.Equal(Math.Max(first, 0), expected[0], 1e-4);

        int widest = PanelProduct.VectorBits;
        try
        {
            foreach (int bits in (int[])[512, 256, 128])
            {
                if (bits > widest)
                    continue;
                PanelProduct.VectorBits = bits;
                for (int rows = 1; rows <= 4; rows++)
                {
                    float[] wanted = expected[..(rows * outputs)];
                    Assert.Equal(wanted, Forward(rows, new Part(0, rows, 0, weight.Panels)));
                    // Two workers, each with some of the panels.
                    int cut = weight.Panels / 2;
                    Assert.Equal(wanted, Forward(rows, new Part(0, rows, 0, cut), new Part(0, rows, cut, weight.Panels)));
                }
            }
        }
        finally
        {
            PanelProduct.VectorBits = widest;
        }

        GC.KeepAlive((xBuffer, weightBuffer, biasBuffer));

        float[] Forward(int rows, params Part[] parts)
        {
            var (buffer, y) = KernelBuffers.Padded(rows, 1, outputs, 3, padding: 9f);
            KernelBuffers.Run(
                rows, false,
                w => Dense.Forward(ref w, 0, x, weight, y, Epilogue.Chain(Epilogue.Bias(bias), Epilogue.Map(default(Relu)))), parts);
            float[] result = KernelBuffers.Elements(y, rows);
            GC.KeepAlive(buffer);
            return result;
        }
    }
}
