using System.Text.Json;
using GraphGen.Tests.Golden;

namespace GraphGen.Tests.Graphs;

/// <summary>A network of <c>Golden/graphs.json</c> or its like: what it is made by, and what PyTorch has of it.</summary>
internal sealed class GoldenCase
{
    private static readonly Lazy<JsonProperty[]> s_golden = new(() =>
    [
        .. new[] { "graphs.json", "pooling.json" }.SelectMany(name => JsonDocument.Parse(File.ReadAllText(GoldenFile.Path(name))).RootElement.EnumerateObject()),
    ]);

    public static IReadOnlyDictionary<string, GoldenCase> All { get; } = new Dictionary<string, GoldenCase>
    {
        ["concat"] = New(() => new ConcatGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["concat_ranks"] = New(() => new ConcatRanksGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["two_losses"] = New(() => new TwoLossesGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["consumers"] = New(() => new ConsumersGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["same_twice"] = New(() => new SameTwiceGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["shared"] = New(() => new SharedGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["recurrent"] = New(() => new RecurrentGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["broadcast"] = New(() => new BroadcastGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["axes"] = New(() => new AxesGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["attention"] = New(() => new AttentionGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["heads"] = New(() => new HeadsGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["blocks"] = New(() => new BlocksGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["frozen_prefix"] = New(() => new FrozenPrefixGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["frozen_middle"] = New(() => new FrozenMiddleGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["every_loss"] = New(() => new EveryLossGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["pointwise"] = New(() => new PointwiseGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["inner_loss"] = New(() => new InnerLossGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["given_gradients"] = New(() => new GivenGradientsGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["embedding"] = New(() => new EmbeddingGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["direct"] = New(() => new DirectGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["pools"] = New(() => new PoolsGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["pictures"] = New(() => new PicturesGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["over_steps"] = New(() => new OverStepsGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["small_vgg"] = New(() => new SmallVggGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
    };

    /// <summary>The names of what PyTorch computed.</summary>
    public static IEnumerable<string> Golden => s_golden.Value.Select(golden => golden.Name);

    private GoldenCase()
    {
    }

    public required Func<Network> NewNetwork { get; init; }

    public required Func<Network, int, Optimizer, int, TrainingSession> NewTraining { get; init; }

    public required Func<Network, int, InferenceSession> NewInference { get; init; }

    /// <summary>What PyTorch has.</summary>
    public static JsonElement ValuesOf(string name) => s_golden.Value.Single(golden => golden.Name == name).Value;

    /// <summary>A network with the parameters that PyTorch began with.</summary>
    public Network Start(JsonElement golden)
    {
        Network network = NewNetwork();
        foreach (Parameter parameter in network.Parameters)
            parameter.Write(GoldenValues.Floats(golden.GetProperty("initial").GetProperty(parameter.Name)));
        return network;
    }

    private static GoldenCase New<TNetwork>(
        Func<TNetwork> network, Func<TNetwork, int, Optimizer, int, TrainingSession> training, Func<TNetwork, int, InferenceSession> inference)
        where TNetwork : Network => new()
        {
            NewNetwork = network,
            NewTraining = (instance, samples, optimizer, threads) => training((TNetwork)instance, samples, optimizer, threads),
            NewInference = (instance, samples) => inference((TNetwork)instance, samples),
        };
}
