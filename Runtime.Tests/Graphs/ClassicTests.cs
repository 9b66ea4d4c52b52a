using System.Text;
using System.Text.Json;
using GraphGen.Tests.Golden;

namespace GraphGen.Tests.Graphs;

/// <summary>LeNet-5, a VGG-like stack and ResNet-20 against PyTorch: <c>Golden/classics.py</c> made <c>Golden/classics.json</c>.</summary>
public class ClassicTests
{
    /// <summary>Sums of thousands of products in single precision, a share of the largest.</summary>
    private const float Tolerance = 3e-5f;

    private static readonly Lazy<JsonDocument> s_golden = new(() => JsonDocument.Parse(File.ReadAllText(GoldenFile.Path("classics.json"))));

    [Fact] public void LeNet5() => Check("lenet5", new LeNet5(), (n, count, optimizer) => n.CreateTraining(count, optimizer), (n, count) => n.CreateInference(count, logits: true));

    [Fact] public void Vgg() => Check("vgg", new VggLike(), (n, count, optimizer) => n.CreateTraining(count, optimizer), (n, count) => n.CreateInference(count, logits: true));

    [Fact] public void ResNet20() => Check("resnet20", new ResNet20(), (n, count, optimizer) => n.CreateTraining(count, optimizer), (n, count) => n.CreateInference(count, logits: true));

    private static void Check<TNetwork>(
        string name, TNetwork network, Func<TNetwork, int, Optimizer, TrainingSession> createTraining, Func<TNetwork, int, InferenceSession> createInference)
        where TNetwork : Network
    {
        JsonElement golden = s_golden.Value.RootElement.GetProperty(name);
        int count = golden.GetProperty("samples").GetInt32();
        Draw(network);
        using (InferenceSession inference = createInference(network, count))
        {
            Numbers("input", 3.4, inference.Inputs[0].Values);
            inference.Run(count);
            GoldenValues.Compare("inference", GoldenValues.Floats(golden.GetProperty("inference")), inference.Outputs[0].Values, Tolerance);
        }

        Sgd optimizer = new((float)golden.GetProperty("rate").GetDouble(), momentum: 0.9, nesterov: true, weightDecay: 0.01);
        using TrainingSession training = createTraining(network, count, optimizer);
        double[] losses = [.. golden.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
        for (int step = 0; step < losses.Length; step++)
        {
            Numbers("input", 3.4, training.Inputs[0].Values);
            for (int i = 0; i < count; i++)
                training.Targets[0].Indices[i] = (int)((Number("target", i) + 0.5) * 10);
            Assert.Equal(losses[step], training.Step(count), Tolerance * losses[0]);
            if (step > 0)
                continue;
            GoldenValues.Compare("outputs", GoldenValues.Floats(golden.GetProperty("outputs")), training.Outputs[0].Values, Tolerance);
            Compare(golden.GetProperty("gradients"), network.Parameters, parameter => Read(parameter.Count, span => training.ReadGradient(parameter.Name, span)), 10 * Tolerance);
        }

        Compare(golden.GetProperty("after"), network.Parameters, parameter => Read(parameter.Count, span => parameter.Read(span)), Tolerance);
        Compare(golden.GetProperty("buffers"), network.Buffers, buffer => Read(buffer.Count, span => buffer.Read(span)), Tolerance);
    }

    /// <summary>Parameters and running statistics by the formula of <c>classics.py</c>.</summary>
    private static void Draw(Network network)
    {
        foreach (Parameter parameter in network.Parameters.Concat(network.Buffers))
        {
            int fanIn = parameter.Count / parameter.Shape[0];
            bool isNorm = parameter.Name.Contains("batchnorm", StringComparison.Ordinal);
            (double scale, double shift) = parameter.Name[(parameter.Name.LastIndexOf('.') + 1)..] switch
            {
                "weight" => isNorm ? (0.4, 1.0) : (2 * Math.Sqrt(6.0 / fanIn), 0.0),
                "running_var" => (0.4, 1.0),
                _ => (0.2, 0.0),
            };
            parameter.Write([.. Enumerable.Range(0, parameter.Count).Select(i => (float)(Number(parameter.Name, i) * scale + shift))]);
        }
    }

    private static void Numbers(string name, double scale, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(Number(name, i) * scale);
    }

    private static double Number(string name, int i)
    {
        uint seed = 2166136261;
        foreach (byte letter in Encoding.ASCII.GetBytes(name))
            seed = (seed ^ letter) * 16777619;
        uint h = (uint)i * 2654435761 + seed;
        h = (h ^ (h >> 16)) * 73244475;
        h = (h ^ (h >> 16)) * 73244475;
        return (h ^ (h >> 16)) / 4294967296.0 - 0.5;
    }

    private static void Compare(JsonElement golden, IReadOnlyList<Parameter> parameters, Func<Parameter, float[]> values, float tolerance)
    {
        GoldenValues.SameNames(golden, parameters.Select(parameter => parameter.Name));
        foreach (Parameter parameter in parameters)
        {
            JsonElement expected = golden.GetProperty(parameter.Name);
            float[] actual = values(parameter), kept = GoldenValues.Floats(expected.GetProperty("elements"));
            double norm = expected.GetProperty("norm").GetDouble();
            Assert.Equal(norm, Math.Sqrt(actual.Sum(value => (double)value * value)), tolerance * norm);
            // A share of what elements are like: the largest may not be among those that were kept.
            double typical = Math.Max(norm / Math.Sqrt(actual.Length), kept.Max(Math.Abs));
            for (int i = 0; i < kept.Length; i++)
            {
                float value = actual[(int)((long)i * actual.Length / kept.Length)];
                Assert.True(Math.Abs(kept[i] - value) <= tolerance * typical, $"{parameter.Name}, kept element {i}, is {value}, but PyTorch has {kept[i]} (typical {typical}).");
            }
        }
    }

    private delegate void Reader(Span<float> destination);

    private static float[] Read(int count, Reader read)
    {
        float[] values = new float[count];
        read(values);
        return values;
    }
}
