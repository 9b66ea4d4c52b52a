using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Comparison;
using Benchmarks.Compiler;

// "peers" compares with others; "startup", "schedule", "stages" and "generator" print tables in seconds; anything else goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "peers":
        return PeersCommand.Run(args[1..]);
    case "startup":
        StartupTable.Print();
        break;
    case "stages":
        StagesTable.Print(args[1..]);
        break;
    case "schedule":
        ScheduleTable.Print(args);
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

return 0;
