using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels;

/// <summary>Buffers and workers for tests of single kernels.</summary>
internal static unsafe class KernelBuffers
{
    /// <summary>A value of rows with padding, filled with numbers, the padding with a number that must not matter.</summary>
    public static (AlignedBuffer Buffer, Tensor<float> Tensor) Padded(int samples, int rows, int columns, int seed, float padding)
    {
        int stride = Tensor<float>.PaddedColumns(columns);
        AlignedBuffer buffer = new((long)samples * rows * stride);
        Random random = new(seed);
        for (int i = 0; i < buffer.Length; i++)
            buffer.Span[i] = i % stride < columns ? (float)(2 * random.NextDouble() - 1) : padding;
        return (buffer, new Tensor<float>(buffer.Data, rows, columns, stride));
    }

    /// <summary>A weight in panels from its public layout [outputs, inputs].</summary>
    public static (AlignedBuffer Buffer, PanelMatrix Matrix, float[] Public) Weight(int inputs, int outputs, int seed)
    {
        Random random = new(seed);
        float[] values = [.. Enumerable.Range(0, inputs * outputs).Select(_ => (float)(2 * random.NextDouble() - 1))];
        AlignedBuffer buffer = new((long)Tensor<float>.PaddedColumns(outputs) * inputs);
        new PanelLayout(outputs, inputs).Write(buffer.Span, values);
        return (buffer, new PanelMatrix(buffer.Data, inputs, outputs), values);
    }

    /// <summary>Runs a kernel once for each part, as that many workers would.</summary>
    public static void Run(int count, bool accumulate, Action<Worker> kernel, params Part[] parts)
    {
        Region region = new() { Parts = parts, Workers = parts.Length, Count = count, Accumulate = accumulate };
        for (int worker = 0; worker < parts.Length; worker++)
            kernel(new Worker(region, worker));
    }

    /// <summary>The real elements of a padded value, row by row.</summary>
    public static float[] Elements(Tensor<float> tensor, int samples)
    {
        float[] result = new float[samples * tensor.Rows * tensor.Columns];
        for (int row = 0; row < samples * tensor.Rows; row++)
            new ReadOnlySpan<float>(tensor.Data + (nint)row * tensor.Stride, tensor.Columns).CopyTo(result.AsSpan(row * tensor.Columns));
        return result;
    }
}
