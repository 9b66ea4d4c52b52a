using Benchmarks.Comparison;
using GraphGen.CompilerServices;

namespace Benchmarks;

/// <summary>One matrix product as a dense layer's forward stage runs it: rows × inputs times a weight in panels.</summary>
internal sealed unsafe class GemmCase : IContender
{
    private readonly ActionContender _contender;
    private readonly AlignedBuffer _x, _weight, _y;
    private readonly Region _region;
    private readonly Crew _crew;

    public GemmCase(int rows, int outputs, int inputs, int threads = 1)
    {
        (Rows, Outputs, Inputs) = (rows, outputs, inputs);
        int padded = Tensor<float>.PaddedColumns(outputs);
        _x = Filled((long)rows * inputs);
        _weight = Filled((long)padded * inputs);
        _y = Filled((long)rows * padded);

        Stage stage = new(
            "product", RowSplit.Samples, RowUnits: 0, ColumnUnits: (outputs + PanelMatrix.Width - 1) / PanelMatrix.Width,
            FlopsPerSample: 2L * outputs * inputs, SharedBytes: 4L * outputs * inputs, BytesPerSample: 4L * inputs);
        SessionLayout layout = new([], [], [], [], [], 16, [stage], [], []);
        Plan plan = StagePlanner.Of(layout, rows, threads, workers => CostModel.For(workers, Environment.ProcessorCount));
        _region = new Region { Program = new Product(this), Parts = new Part[threads], Workers = 1, Count = rows };
        _region.Prepare(layout, plan);
        WorkerTeam.Shared.Grow(threads);
        _crew = new Crew(threads - 1);
        _contender = new ActionContender($"GraphGen, {Plural.Of(plan.Workers, "worker")}", Run);
    }

    /// <summary>The shapes of the table of kernels: M, N, K.</summary>
    public static (int Rows, int Outputs, int Inputs)[] Shapes { get; } =
    [
        (32, 128, 784), (32, 10, 128), (128, 784, 32), (64, 512, 512), (256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (2048, 2048, 2048),
        (10000, 32, 9), (18432, 64, 288),
    ];

    public string Name => _contender.Name;

    public int Rows { get; }

    public int Outputs { get; }

    public int Inputs { get; }

    public double Time(int repeats) => _contender.Time(repeats);

    public void Run()
    {
        if (_region.Workers > 1 && _crew.Borrow(_region.Workers - 1) < _region.Workers - 1)
            throw new InvalidOperationException("The workers are busy elsewhere: time one product after another.");
        _crew.Run(_region);
        _crew.Return(kept: 0);
    }

    public void Dispose() => _contender.Dispose();

    public static AlignedBuffer Filled(long length)
    {
        AlignedBuffer buffer = new(length);
        for (int i = 0; i < buffer.Length; i++)
            buffer.Span[i] = (i * 37 % 101 - 50) / 50f;
        return buffer;
    }

    private sealed class Product(GemmCase owner) : IProgram
    {
        public void Run(ref Worker worker) => Dense.Forward(
            ref worker, 0,
            new Tensor<float>(owner._x.Data, 1, owner.Inputs, owner.Inputs),
            new PanelMatrix(owner._weight.Data, owner.Inputs, owner.Outputs),
            new Tensor<float>(owner._y.Data, 1, owner.Outputs, Tensor<float>.PaddedColumns(owner.Outputs)), Epilogue.None);
    }
}
