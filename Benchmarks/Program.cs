using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Comparison;

// "peers" compares with others; "startup" prints a table in seconds; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "tiny":
        if (args[1] == "kernel") TinyLoop.Kernel(int.Parse(args[3]), int.Parse(args[4]), int.Parse(args[5]), int.Parse(args[2]));
        else TinyLoop.Run(args[1] == "mlp", int.Parse(args[2]));
        break;
    case "peers":
        return PeersCommand.Run(args[1..]);
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

return 0;
