using BenchmarkDotNet.Running;
using Benchmarks;

// "gemm" and "mlp" print interleaved tables in seconds; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "gemm":
        GemmTable.Print();
        break;
    case "mlp":
        TrainingTable.Print();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GemmBenchmark).Assembly).Run(args);
        break;
}
