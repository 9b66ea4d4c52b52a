using Benchmarks.Comparison;

namespace Benchmarks;

/// <summary>GEMM in GFLOP/s and as a share of the FMA peak of the same run, one thread.</summary>
internal static class GemmTable
{
    private const int PeakRounds = 20_000;
    private const int Turns = 25;

    public static void Print()
    {
        Console.WriteLine("       M      N      K   GFLOP/s   peak   share");
        foreach (var (rows, outputs, inputs) in GemmCase.Shapes)
        {
            GemmCase product = new(rows, outputs, inputs);
            double[] times = Interleaved.Medians(Turns, product.Run, () => Peak.Run(PeakRounds));
            double speed = product.Flops / times[0];
            double peak = Peak.Flops(PeakRounds) / times[1];
            Console.WriteLine($"{rows,8}{outputs,7}{inputs,7}{speed,10:F0}{peak,7:F0}{speed / peak,8:P0}");
        }
    }
}
