using GraphGen.CompilerServices;

namespace Benchmarks;

/// <summary>One matrix product on one thread as a dense layer runs it: rows × inputs times a weight in panels.</summary>
internal sealed unsafe class GemmCase
{
    private readonly AlignedBuffer _x, _weight, _y;
    private readonly Region _region;

    public GemmCase(int rows, int outputs, int inputs)
    {
        (Rows, Outputs, Inputs) = (rows, outputs, inputs);
        int padded = Tensor<float>.PaddedColumns(outputs);
        _x = Filled((long)rows * inputs);
        _weight = Filled((long)padded * inputs);
        _y = Filled((long)rows * padded);
        _region = new Region { Parts = [new Part(0, rows, 0, (outputs + 31) / 32)], Workers = 1, Count = rows };
    }

    /// <summary>The shapes of the table of kernels: M, N, K.</summary>
    public static (int Rows, int Outputs, int Inputs)[] Shapes { get; } =
    [
        (32, 128, 784), (32, 10, 128), (128, 784, 32), (64, 512, 512), (256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (2048, 2048, 2048),
        (10000, 32, 9), (18432, 64, 288),
    ];

    public int Rows { get; }

    public int Outputs { get; }

    public int Inputs { get; }

    public double Flops => 2.0 * Rows * Outputs * Inputs;

    public void Run()
    {
        Worker worker = new(_region, 0);
        Dense.Forward(
            ref worker, 0, new Tensor<float>(_x.Data, 1, Inputs, Inputs), new PanelMatrix(_weight.Data, Inputs, Outputs),
            new Tensor<float>(_y.Data, 1, Outputs, Tensor<float>.PaddedColumns(Outputs)), Epilogue.None);
    }

    public static AlignedBuffer Filled(long length)
    {
        AlignedBuffer buffer = new(length);
        for (int i = 0; i < buffer.Length; i++)
            buffer.Span[i] = (i * 37 % 101 - 50) / 50f;
        return buffer;
    }
}
