using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Compiler;

// "gemm", "mlp", "startup" and "generator" print tables in seconds; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "gemm":
        GemmTable.Print();
        break;
    case "mlp":
        TrainingTable.Print();
        break;
    case "startup":
        StartupTable.Print();
        break;
    case "generator":
        GeneratorTable.Run(args[1..]);
        break;
    case "first-step":
        StartupTable.TakeFirstStep(args[1]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GemmBenchmark).Assembly).Run(args);
        break;
}
