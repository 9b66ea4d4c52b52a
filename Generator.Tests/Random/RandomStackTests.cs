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
            for (int i = 0; i < Setting("GRAPHGEN_RANDOM_BATCHES", 10); i++)
                batches.Add(Setting("GRAPHGEN_RANDOM_SEED", 0) + i * PerBatch);
            return batches;
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void ARandomNetworkIsRefusedOrRight(int first)
    {
        var watch = new Watch();
        DrawnNetwork[] networks = [.. Enumerable.Range(first, PerBatch).Select(NetworkDrawer.Draw)];
        long drawn = watch.ElapsedMilliseconds;
        using CompiledBatch batch = CompiledBatch.Of(networks);
        long compiled = watch.ElapsedMilliseconds;
        List<string> faults = [];
        Counts counts = new();
        foreach (DrawnNetwork network in networks)
        {
            List<string> found = batch.Faults.TryGetValue(network.Seed, out string? fault) ? [fault] : [];
            if (found.Count == 0 && network.IsRight && batch.TypeOf(network) is { } type)
            {
                var (failed, tested) = Trial.Run(network, type);
                found.AddRange(failed);
                counts.Add(tested);
            }

            if (found.Count > 0)
                faults.Add($"==== seed {network.Seed}:\n{string.Join("\n", found)}\n\n{network.Source}");
        }

        output.WriteLine($"{networks.Length} networks, {batch.Refused} refused, {counts.Wild} wild; {counts.Slopes} slopes, {counts.Kinks} near kinks, {counts.Rounded} rounded; "
            + $"{batch.Times} ms: {drawn} drawn, {compiled - drawn} compiled, {watch.ElapsedMilliseconds - compiled} tried");
        Assert.True(faults.Count == 0, $"{faults.Count} networks:\n{string.Join("\n", faults)}");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
