using BenchmarkDotNet.Running;
using Benchmarks;

// "gemm", "mlp", "startup" and "schedule" print tables in seconds; anything else goes to BenchmarkDotNet.
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
    case "schedule":
        ScheduleTable.Print(args);
        break;
    case "first-step":
        StartupTable.TakeFirstStep();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GemmBenchmark).Assembly).Run(args);
        break;
}
