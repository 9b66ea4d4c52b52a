using System.Globalization;
using Generator.Tests.RandomStacks.Drawing;
using Generator.Tests.RandomStacks.Running;
using Xunit.Abstractions;

namespace Generator.Tests.RandomStacks;

/// <summary>
/// Random networks: each gets a diagnostic, or compiles and computes what its author means, forward and backward, for any workers.
/// GRAPHGEN_RANDOM_BATCHES raises their number; GRAPHGEN_RANDOM_SEED says with which seed the first batch begins.
/// </summary>
public class RandomStackTests(ITestOutputHelper output)
{
    private const int PerBatch = 100;

    public static TheoryData<int> Batches
    {
        get
        {
            TheoryData<int> batches = [];
            for (int i = 0; i < Setting("GRAPHGEN_RANDOM_BATCHES", 20); i++)
                batches.Add(Setting("GRAPHGEN_RANDOM_SEED", 0) + i * PerBatch);
            return batches;
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void ARandomNetworkIsRefusedOrRight(int first)
    {
        DrawnNetwork[] networks = [.. Enumerable.Range(first, PerBatch).Select(NetworkDrawer.Draw)];
        using CompiledBatch batch = CompiledBatch.Of(networks, documents: first / PerBatch % 8 == 0);
        string?[] faults = new string?[networks.Length];
        Counts counts = new();
        Parallel.For(0, networks.Length, i => faults[i] = Fault(networks[i], batch, counts));
        output.WriteLine($"{networks.Length} networks, {batch.Refused} refused, {counts}");
        string[] found = [.. faults.OfType<string>()];
        Assert.True(found.Length == 0, $"{found.Length} networks:\n{string.Join("\n", found)}");
    }

    /// <summary>What is wrong with a network, with its source; null if nothing is.</summary>
    private static string? Fault(DrawnNetwork network, CompiledBatch batch, Counts counts)
    {
        List<string> faults = batch.Faults.TryGetValue(network.Seed, out string? fault) ? [fault] : [];
        if (faults.Count == 0 && network.IsRight && batch.TypeOf(network) is { } type)
            faults.AddRange(Trial.Run(network, type, counts));
        return faults.Count == 0 ? null : $"==== seed {network.Seed}:\n{string.Join("\n", faults)}\n\n{network.Source}";
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
