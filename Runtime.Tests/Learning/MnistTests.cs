using GraphGen;
using GraphGen.Data;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Learning;

/// <summary>The well-known perceptron on the real MNIST.</summary>
public class MnistTests
{
    private const int Batch = 32;
    private const int Epochs = 5;
    private const int HeldOut = 5000;

    [MnistTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LearnsInFiveEpochs(int seed)
    {
        Dataset all = Read("train");
        Dataset test = Read("t10k");
        // The sample holds out as many for validation; the test is not to see more than it does.
        var (training, _) = all.Split(HeldOut, seed: 1);
        DigitsNet network = new((ulong)seed);
        int steps = Epochs * ((training.Count + Batch - 1) / Batch);
        using DigitsNet.Training session = network.CreateTraining(Batch, new Adam(Schedule.Cosine(0.003f, steps)));
        ShuffledOrder order = new(training.Count, (ulong)seed);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            order.Shuffle(epoch);
            for (int start = 0; start < training.Count; start += Batch)
            {
                int count = Math.Min(Batch, training.Count - start);
                training.Fill(order.Indices.Slice(start, count), session.Inputs[0].Values[..(count * 784)], session.Targets[0].Indices[..count]);
                session.Step(count);
            }
        }

        Assert.InRange(Accuracy(network, test), 0.975, 1);
    }

    private static double Accuracy(DigitsNet network, Dataset test)
    {
        const int batch = 500;
        using DigitsNet.Inference inference = network.CreateInference(batch, threads: 0);
        int[] labels = new int[batch];
        int right = 0;
        for (int start = 0; start < test.Count; start += batch)
        {
            test.Fill(start, batch, inference.Inputs[0].Values, labels);
            inference.Run(batch);
            for (int i = 0; i < batch; i++)
                right += inference.Outputs[0].Values.Slice(10 * i, 10).ToArray().Index().MaxBy(pair => pair.Item).Index == labels[i] ? 1 : 0;
        }

        return (double)right / test.Count;
    }

    private static Dataset Read(string part) => IdxFile.ReadPictures(
        Path.Combine(MnistTheoryAttribute.Folder!, $"{part}-images-idx3-ubyte.gz"), Path.Combine(MnistTheoryAttribute.Folder!, $"{part}-labels-idx1-ubyte.gz"));
}
