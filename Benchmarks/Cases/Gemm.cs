using Benchmarks.Comparison;
using Benchmarks.Peers;

namespace Benchmarks.Cases;

/// <summary>Matrix products of the shapes that networks have, against oneDNN and the FMA peak.</summary>
internal static class Gemm
{
    private const double LeastRatio = 0.85;

    public static ITable Table { get; } = new TimedTable(
        "gemm", "Matrix product C[M × N] = A[M × K]·B[K × N]",
        [.. from threads in (int[])[1, 2] from shape in GemmCase.Shapes select Case(shape.Rows, shape.Outputs, shape.Inputs, threads)],
        "GraphGen's B lies in panels of 32 columns, as a layer's weights always do; oneDNN's is row-major. Nothing is packed in advance for either.",
        "Against the FMA peak the ratio is the share of it.")
    {
        MedianGoal = 1,
    };

    private static Case Case(int rows, int outputs, int inputs, int threads) => new(
        $"{rows},{outputs},{inputs}, {Plural.Of(threads, "thread")}", threads,
        () => new GemmCase(rows, outputs, inputs, threads),
        new Rival(() => new OneDnnGemm(rows, outputs, inputs, threads), LeastRatio),
        new Rival(() => new PeakContender(threads, 2.0 * rows * outputs * inputs)));
}
