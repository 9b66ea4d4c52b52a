using Benchmarks.Comparison;
using Benchmarks.Peers;
using GraphGen;

namespace Benchmarks.Cases;

/// <summary>Training steps of convolutional networks against PyTorch and the FMA peak.</summary>
internal sealed class PictureTraining(PyTorchProcesses torch)
{
    private readonly HashSet<(string, int)> _checked = [];

    public static ITable Table(PyTorchProcesses torch) => new TimedTable(
        "cnn", "Training step of convolutional networks (softmax cross-entropy; Adam, ResNet-20: momentum)",
        [.. from picture in PictureCase.All from batch in (int[])[32, 128] from threads in (int[])[1, 2] select new PictureTraining(torch).Case(picture, batch, threads)],
        "Against the FMA peak the ratio is the share of it. Counted are the products of the forward pass, of the weight gradients, "
            + "and of the data gradients of all layers but the first, taps in the padding included; nothing else.",
        "PyTorch may choose channels last or first, and oneDNN or its own convolutions. Before it is timed, three steps from our parameters have "
            + "to come to our losses and parameters. The goals are for PyTorch as installed; tuned, malloc keeps the memory that every step allocates.");

    private Case Case(PictureCase picture, int batch, int threads)
    {
        PyTorchCase work = new("training", picture.Text, batch, threads, picture.PeerOptimizer);
        return new Case(
            $"{picture.Name}, batch {batch}, {Plural.Of(threads, "thread")}", threads, () => Step(picture, batch, threads),
            [
                .. torch.AsInstalledAndTuned(work, picture.TrainingGoal, process => Check(process, work, picture)),
                new Rival(() => new PeakContender(threads, batch * picture.Layers.TrainingFlops)),
                .. threads == 1 ? (Rival[])[] : [new Rival(() => Step(picture, batch, 1))],
            ]);
    }

    private void Check(PyTorchProcess process, PyTorchCase work, PictureCase picture)
    {
        if (!_checked.Add((work.Layers, work.Batch)))
            return;
        Network network = picture.Network();
        var (session, step) = picture.Training(network, picture.Optimizer, work.Batch, work.Threads);
        float[] inputs = Values.Inputs(work.Batch * picture.Layers.InputCount);
        int[] labels = Values.Labels(work.Batch, picture.Layers.Outputs);
        using (session)
            PyTorchCheck.Run(process, work, network, () => step(inputs, labels));
    }

    private static ActionContender Step(PictureCase picture, int batch, int threads)
    {
        float[] inputs = Values.Inputs(batch * picture.Layers.InputCount);
        int[] labels = Values.Labels(batch, picture.Layers.Outputs);
        var (session, step) = picture.Training(picture.Network(), picture.Optimizer, batch, threads);
        return new ActionContender($"GraphGen, {Plural.Of(threads, "thread")}", () => step(inputs, labels), session);
    }
}
