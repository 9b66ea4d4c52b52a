using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Comparison;

// "peers" compares with others; "startup" prints a table in seconds; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
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
