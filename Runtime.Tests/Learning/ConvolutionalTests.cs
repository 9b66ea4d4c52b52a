using GraphGen.Data;

namespace GraphGen.Tests.Learning;

/// <summary>The convolutional networks of the samples learn to read digits that are drawn, with shifts by a pixel, in two epochs.</summary>
public class ConvolutionalTests
{
    private const int Batch = 32;

    [Fact]
    public void TheTutorialCnn()
    {
        Mnist.DigitsCnn network = new(seed: 1);
        Learns(network.CreateTraining(Batch, new Adam(2e-3f)), network.CreateInference(Batch));
    }

    [Fact]
    public void LeNet5()
    {
        Mnist.LeNet5 network = new(seed: 1);
        Learns(network.CreateTraining(Batch, new Adam(2e-3f)), network.CreateInference(Batch));
    }

    private static void Learns(TrainingSession training, InferenceSession inference)
    {
        DataLoaderOptions options = new() { Seed = 1, Augmentation = Augmentation.None.PadAndCrop(1) };
        using DataLoader loader = new(SampleDigits.Drawn.Training, Batch, options), test = new(SampleDigits.Drawn.Test, Batch, options.ForEvaluation());
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            foreach (DataBatch batch in loader.Epoch(epoch))
            {
                batch.CopyTo(training.Inputs[0], training.Targets[0]);
                training.Step(batch.Count);
            }
        }

        int right = 0;
        foreach (DataBatch batch in test.Epoch(0))
        {
            batch.CopyTo(inference.Inputs[0]);
            inference.Run(batch.Count);
            for (int i = 0; i < batch.Count; i++)
            {
                ReadOnlySpan<float> answer = inference.Outputs[0].Values.Slice(10 * i, 10);
                int best = 0;
                for (int k = 1; k < answer.Length; k++)
                    best = answer[k] > answer[best] ? k : best;
                right += best == batch.Labels[i] ? 1 : 0;
            }
        }

        training.Dispose();
        inference.Dispose();
        Assert.True(right >= 0.97 * SampleDigits.Drawn.Test.Count, $"{right} of {SampleDigits.Drawn.Test.Count} were read right.");
    }
}
