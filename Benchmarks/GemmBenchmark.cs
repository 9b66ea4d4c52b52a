using BenchmarkDotNet.Attributes;

namespace Benchmarks;

/// <summary>The kernels' matrix product under BenchmarkDotNet; <c>gemm</c> prints the shares of the peak.</summary>
public class GemmBenchmark
{
    private GemmCase? _product;

    /// <summary>M, N, K.</summary>
    [ParamsSource(nameof(Shapes))]
    public (int Rows, int Outputs, int Inputs) Shape { get; set; }

    public static IEnumerable<(int, int, int)> Shapes => GemmCase.Shapes;

    [GlobalSetup]
    public void Setup() => _product = new GemmCase(Shape.Rows, Shape.Outputs, Shape.Inputs);

    [Benchmark]
    public void Gemm() => _product!.Run();
}
