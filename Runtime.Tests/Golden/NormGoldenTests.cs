using System.Text.Json;
using GraphGen.Tests.Graphs;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Golden;

/// <summary>Normalisations against PyTorch, in training and in evaluation: <c>norms.py</c> made <c>norms.json</c>.</summary>
public class NormGoldenTests
{
    private const int SampleCount = 6;

    private static readonly Lazy<JsonDocument> s_golden = new(() => JsonDocument.Parse(File.ReadAllText(GoldenFile.Path("norms.json"))));

    [Fact] public void BatchFeatures() => Compare("batch_features", new BatchFeaturesNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void BatchSequence() => Compare("batch_sequence", new BatchSequenceNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void BatchPicture() => Compare("batch_picture", new BatchPictureNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void BatchInput() => Compare("batch_input", new BatchInputNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void BatchFrozen() => Compare("batch_frozen", new BatchFrozenNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void LayerFeatures() => Compare("layer_features", new LayerFeaturesNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void LayerSequence() => Compare("layer_sequence", new LayerSequenceNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void LayerPicture() => Compare("layer_picture", new LayerPictureNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void GroupFeatures() => Compare("group_features", new GroupFeaturesNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void GroupSequence() => Compare("group_sequence", new GroupSequenceNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));
    [Fact] public void GroupPicture() => Compare("group_picture", new GroupPictureNet(), (n, o) => n.CreateTraining(SampleCount, o), n => n.CreateInference(SampleCount));

    private static void Compare<TNetwork>(string name, TNetwork network, Func<TNetwork, Optimizer, TrainingSession> train, Func<TNetwork, InferenceSession> infer)
        where TNetwork : Network
    {
        JsonElement golden = s_golden.Value.RootElement.GetProperty(name);
        Parameter[] state = [.. network.Parameters, .. network.Buffers];
        GoldenValues.SameNames(golden.GetProperty("initial"), state.Select(tensor => tensor.Name));
        foreach (Parameter tensor in state)
            tensor.Write(GoldenValues.Floats(golden.GetProperty("initial").GetProperty(tensor.Name)));
        using TrainingSession training = train(network, new Sgd(0.05f));
        float loss = Step();
        Assert.Equal(golden.GetProperty("loss").GetDouble(), loss, 1e-5 * Math.Max(1, loss));
        Compare("output", golden.GetProperty("output"), training.Outputs[0].Values);
        GoldenValues.SameNames(golden.GetProperty("gradients"), network.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name));
        foreach (JsonProperty gradient in golden.GetProperty("gradients").EnumerateObject())
        {
            float[] actual = new float[gradient.Value.GetArrayLength()];
            training.ReadGradient(gradient.Name, actual);
            Compare(gradient.Name, gradient.Value, actual);
        }

        float[] inputGradient = new float[golden.GetProperty("input_gradient").GetArrayLength()];
        training.ReadInputGradient("input", inputGradient);
        Compare("input_gradient", golden.GetProperty("input_gradient"), inputGradient);
        Step();
        Step();
        foreach (Parameter tensor in state)
        {
            float[] actual = new float[tensor.Count];
            tensor.Read(actual);
            Compare(tensor.Name, golden.GetProperty("after").GetProperty(tensor.Name), actual, tolerance: 1e-4f);
        }

        using InferenceSession inference = infer(network);
        GoldenValues.Floats(golden.GetProperty("input")).CopyTo(inference.Inputs[0].Values);
        inference.Run(SampleCount);
        Compare("evaluation", golden.GetProperty("evaluation"), inference.Outputs[0].Values, tolerance: 1e-4f);

        float Step()
        {
            GoldenValues.Floats(golden.GetProperty("input")).CopyTo(training.Inputs[0].Values);
            GoldenValues.Floats(golden.GetProperty("target")).CopyTo(training.Targets[0].Values);
            return training.Step(SampleCount);
        }
    }

    /// <summary>Within a share of the largest element; a bias before a normalisation has no gradient, and rounding alone is left.</summary>
    private static void Compare(string name, JsonElement golden, ReadOnlySpan<float> actual, float tolerance = 2e-5f)
    {
        float[] expected = GoldenValues.Floats(golden);
        Assert.Equal(expected.Length, actual.Length);
        float scale = Math.Max(0.1f, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"{name}[{i}] is {actual[i]}, but PyTorch has {expected[i]} (largest {scale}).");
    }
}
