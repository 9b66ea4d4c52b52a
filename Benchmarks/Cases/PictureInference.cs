using Benchmarks.Comparison;
using Benchmarks.Peers;
using GraphGen;

namespace Benchmarks.Cases;

/// <summary>One picture at a time through convolutional networks, on one thread. Everybody computes logits.</summary>
internal static class PictureInference
{
    private const float Tolerance = 1e-4f;

    /// <summary>Steps of training before, so that the running statistics are not what they begin with.</summary>
    private const int Steps = 20;

    private const int Batch = 16;

    public static ITable Table(PyTorchProcesses torch) => new TimedTable(
        "cnn-inference", "Inference of convolutional networks at batch 1, one thread",
        [.. PictureCase.All.Select(picture => Case(torch, picture))],
        "ONNX Runtime runs in this process, by its C API, on the parameters of our network; its outputs are compared with ours before it is timed. "
            + "Both fold batch normalisation into the convolutions. Against the FMA peak the ratio is the share of it, taps in the padding included.");

    private static Case Case(PyTorchProcesses torch, PictureCase picture)
    {
        Lazy<Network> network = new(() => Trained(picture));
        float[] input = Values.Inputs(picture.Layers.InputCount);
        return new Case(
            picture.Name, 1, () => Run(picture, network.Value, input),
            [
                .. OnnxRuntimeRivals.Of(picture.Layers, () => network.Value, input, () => Output(picture, network.Value, input), Tolerance, picture.InferenceGoal),
                .. torch.Tuned(new PyTorchCase("inference", picture.Text, Batch: 1, Threads: 1)),
                new Rival(() => new PeakContender(1, picture.Layers.ForwardFlops)),
            ]);
    }

    private static Network Trained(PictureCase picture)
    {
        Network network = picture.Network();
        var (session, step) = picture.Training(network, new Sgd(0.01f), Batch, 1);
        float[] inputs = Values.Inputs(Batch * picture.Layers.InputCount);
        int[] labels = Values.Labels(Batch, picture.Layers.Outputs);
        using (session)
        {
            for (int i = 0; i < Steps; i++)
                step(inputs, labels);
        }

        return network;
    }

    private static float[] Output(PictureCase picture, Network network, float[] input)
    {
        float[] output = new float[picture.Layers.Outputs];
        var (session, run) = picture.Inference(network);
        using (session)
            run(input, output);
        return output;
    }

    private static ActionContender Run(PictureCase picture, Network network, float[] input)
    {
        float[] output = new float[picture.Layers.Outputs];
        var (session, run) = picture.Inference(network);
        return new ActionContender("GraphGen, 1 thread", () => run(input, output), session);
    }
}
