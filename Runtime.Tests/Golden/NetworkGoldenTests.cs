using System.Runtime.CompilerServices;
using System.Text.Json;
using GraphGen;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Golden;

/// <summary>Whole networks against PyTorch: <c>networks.py</c> made <c>networks.json</c>.</summary>
public class NetworkGoldenTests
{
    private static readonly Lazy<JsonDocument> s_golden = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "networks.json"))));

    public static TheoryData<string> Optimizers => ["sgd", "nesterov", "adam", "adamw"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void EveryActivation(string optimizer) => Compare(
        "every_activation", optimizer, () => new EveryActivationNet(), (network, chosen) => network.CreateTraining(6, chosen),
        (session, golden) => session.Step(Floats(golden, "input"), [.. Floats(golden, "target").Select(index => (int)index)]));

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Sequence(string optimizer) => Compare(
        "sequence", optimizer, () => new ReshapeNet(), (network, chosen) => network.CreateTraining(6, chosen),
        (session, golden) => session.Step(Floats(golden, "input"), Floats(golden, "target")));

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Probabilities(string optimizer) => Compare(
        "probabilities", optimizer, () => new SoftTargetNet(), (network, chosen) => network.CreateTraining(6, chosen),
        (session, golden) => session.Step(Floats(golden, "input"), Floats(golden, "target")));

    [Fact]
    public void LogitsAndLink()
    {
        JsonElement golden = s_golden.Value.RootElement.GetProperty("every_activation");
        EveryActivationNet network = new();
        Write(network, golden.GetProperty("initial"));
        float[] expected = Floats(golden, "output");
        float[] logits = new float[30], probabilities = new float[30];
        network.CreateInference(6, logits: true).Run(Floats(golden, "input"), logits);
        network.CreateInference(6).Run(Floats(golden, "input"), probabilities);
        AssertClose("output", expected, logits);
        for (int row = 0; row < 30; row += 5)
        {
            double sum = expected[row..(row + 5)].Sum(value => Math.Exp(value));
            AssertClose("softmax", [.. expected[row..(row + 5)].Select(value => (float)(Math.Exp(value) / sum))], probabilities[row..(row + 5)]);
        }
    }

    private static void Compare<TNetwork, TSession>(
        string name, string optimizer, Func<TNetwork> create, Func<TNetwork, Optimizer, TSession> train, Func<TSession, JsonElement, float> step)
        where TNetwork : Network
        where TSession : TrainingSession
    {
        JsonElement golden = s_golden.Value.RootElement.GetProperty(name);
        TNetwork network = create();
        Write(network, golden.GetProperty("initial"));
        Optimizer chosen = optimizer switch
        {
            "sgd" => new Sgd(0.05f),
            "nesterov" => new Sgd(0.05f, momentum: 0.9, nesterov: true, weightDecay: 0.01),
            "adam" => new Adam(0.01f),
            _ => new AdamW(0.01f, weightDecay: 0.1),
        };
        using TSession session = train(network, chosen);
        float loss = step(session, golden);
        Assert.Equal(golden.GetProperty("loss").GetDouble(), loss, 1e-5 * Math.Max(1, loss));
        foreach (JsonProperty gradient in golden.GetProperty("gradients").EnumerateObject())
        {
            float[] actual = new float[gradient.Value.GetArrayLength()];
            session.ReadGradient(gradient.Name, actual);
            AssertClose(gradient.Name, Floats(gradient.Value), actual);
        }

        step(session, golden);
        step(session, golden);
        foreach (JsonProperty parameter in golden.GetProperty("after").GetProperty(optimizer).EnumerateObject())
        {
            float[] actual = new float[parameter.Value.GetArrayLength()];
            network.Parameters.Single(candidate => candidate.Name == parameter.Name).Read(actual);
            AssertClose(parameter.Name, Floats(parameter.Value), actual, optimizer.StartsWith("adam", StringComparison.Ordinal) ? 2e-3f : 1e-5f);
        }
    }

    private static void Write(Network network, JsonElement values)
    {
        foreach (Parameter parameter in network.Parameters)
            parameter.Write(Floats(values.GetProperty(parameter.Name)));
    }

    /// <summary>Within a share of the largest element. Adam divides tiny gradients by their own size, rounding and all, so that it gets a wider one.</summary>
    private static void AssertClose(string name, float[] expected, float[] actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Length, actual.Length);
        float scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"{name}[{i}] is {actual[i]}, but PyTorch has {expected[i]} (largest {scale}).");
    }

    private static float[] Floats(JsonElement element, string name) => Floats(element.GetProperty(name));

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => (float)value.GetDouble())];

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
