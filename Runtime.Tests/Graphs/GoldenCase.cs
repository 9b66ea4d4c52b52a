using System.Text.Json;
using GraphGen.Tests.Golden;

namespace GraphGen.Tests.Graphs;

/// <summary>A network of <c>Golden/graphs.json</c> or its like: what it is made by, and what PyTorch has of it.</summary>
internal sealed class GoldenCase
{
    private static readonly string[] s_files = ["graphs.json", "pictures.json", "pooling.json"];

    private static readonly Lazy<Dictionary<string, JsonElement>> s_golden = new(() => s_files
        .SelectMany(file => JsonDocument.Parse(File.ReadAllText(GoldenFile.Path(file))).RootElement.EnumerateObject())
        .ToDictionary(golden => golden.Name, golden => golden.Value));

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
        ["convolutions"] = New(() => new ConvolutionsNet(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["padded"] = New(() => new PaddedNet(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["groups"] = New(() => new GroupsNet(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["sequences"] = New(() => new SequencesNet(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["transposed"] = New(() => new TransposedNet(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["mixed"] = New(() => new MixedGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["flattened"] = New(() => new FlattenedGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["pools"] = New(() => new PoolsGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["enlarged"] = New(() => new EnlargedGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["over_steps"] = New(() => new OverStepsGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
        ["small_vgg"] = New(() => new SmallVggGraph(), (n, s, o, t) => n.CreateTraining(s, o, t), (n, s) => n.CreateInference(s, logits: true)),
    };

    /// <summary>The names of what PyTorch computed.</summary>
    public static IEnumerable<string> Golden => s_golden.Value.Keys;

    private GoldenCase()
    {
    }

    public required Func<Network> NewNetwork { get; init; }

    public required Func<Network, int, Optimizer, int, TrainingSession> NewTraining { get; init; }

    public required Func<Network, int, InferenceSession> NewInference { get; init; }

    /// <summary>What PyTorch has.</summary>
    public static JsonElement ValuesOf(string name) => s_golden.Value[name];

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
