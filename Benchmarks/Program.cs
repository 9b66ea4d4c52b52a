using BenchmarkDotNet.Running;
using Benchmarks;

// "gemm", "mlp" and "startup" print tables in seconds; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "gemm":
        GemmTable.Print();
        break;
    case "mlp":
        TrainingTable.Print();
        break;
    case "inference":
        InferenceTable.Print();
        break;
    case "tiny":
        if (args[1] == "kernel") TinyLoop.Kernel(int.Parse(args[3]), int.Parse(args[4]), int.Parse(args[5]), int.Parse(args[2]));
        else TinyLoop.Run(args[1] == "mlp", int.Parse(args[2]));
        break;
    case "startup":
        StartupTable.Print();
        break;
    case "first-step":
        StartupTable.TakeFirstStep();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GemmBenchmark).Assembly).Run(args);
        break;
}
