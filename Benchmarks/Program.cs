using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Comparison;

// "peers" compares with others; "startup" and "schedule" print tables in seconds; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "peers":
        return PeersCommand.Run(args[1..]);
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

return 0;
