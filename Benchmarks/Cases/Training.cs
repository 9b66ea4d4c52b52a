using Benchmarks.Comparison;
using Benchmarks.Peers;
using GraphGen;

namespace Benchmarks.Cases;

/// <summary>Training steps against PyTorch, against the FMA peak, and on two threads against one.</summary>
/// <param name="torch">PyTorch.</param>
/// <param name="layers">The widths of the layers: <c>784-128-10</c>.</param>
/// <param name="make">A network, a session on it for a batch and a number of threads, and its step on such a batch.</param>
internal sealed class Training(PyTorchProcesses torch, string layers, Func<int, int, (Network Network, TrainingSession Session, Func<float> Step)> make)
{
    private static readonly string[] s_notes =
    [
        "Against the FMA peak the ratio is the share of it. Counted are the products of the forward pass, of the weight gradients, "
            + "and of the data gradients of all layers but the first; not Adam, nor anything else.",
        "Before PyTorch is timed, three steps from our parameters have to come to our losses and parameters.",
        "PyTorch allocates in every step. As installed, in a program that does nothing else, glibc gives that memory back to the system "
            + "and fetches it anew, page by page; tuned, malloc keeps it. The goals are for PyTorch as installed.",
    ];

    public static ITable Digits(PyTorchProcesses torch)
    {
        Training training = new(torch, "784-128-10", DigitsStep);
        return new TimedTable(
            "mlp", "Training step of the MNIST MLP (784-128-10, ReLU, softmax cross-entropy, Adam)",
            [
                training.Case(batch: 32, threads: 1, torchGoal: 7),
                training.Case(batch: 32, threads: 2, torchGoal: 7),
                training.Case(batch: 128, threads: 1, torchGoal: 4),
                training.Case(batch: 128, threads: 2, torchGoal: 4, speedupGoal: 1.6),
            ],
            s_notes);
    }

    public static ITable Wide(PyTorchProcesses torch)
    {
        Training training = new(torch, "1024-1024-1024-10", WideStep);
        return new TimedTable(
            "wide", "Training step of a wide MLP (1024-1024-1024-10, ReLU, softmax cross-entropy, Adam)",
            [
                training.Case(batch: 128, threads: 1, torchGoal: 1.2, shareGoal: 0.75),
                training.Case(batch: 128, threads: 2, torchGoal: 1.2, shareGoal: 0.75),
            ],
            s_notes);
    }

    private Case Case(int batch, int threads, double torchGoal, double? shareGoal = null, double? speedupGoal = null)
    {
        PyTorchCase work = new("training", layers, batch, threads);
        List<Rival> rivals =
        [
            .. torch.AsInstalledAndTuned(work, torchGoal, process => Check(process, work)),
            new Rival(() => new PeakContender(threads, batch * LayerText.Of(layers).TrainingFlops), shareGoal),
        ];
        if (threads > 1)
            rivals.Add(new Rival(() => Step(batch, 1), speedupGoal));
        return new Case($"batch {batch}, {Plural.Of(threads, "thread")}", threads, () => Step(batch, threads), rivals);
    }

    private void Check(PyTorchProcess process, PyTorchCase work)
    {
        var (network, session, step) = make(work.Batch, work.Threads);
        using (session)
            PyTorchCheck.Run(process, work, network, step);
    }

    private ActionContender Step(int batch, int threads)
    {
        var (_, session, step) = make(batch, threads);
        return new ActionContender($"GraphGen, {Plural.Of(threads, "thread")}", () => step(), session);
    }

    private static (Network Network, TrainingSession Session, Func<float> Step) DigitsStep(int batch, int threads)
    {
        float[] inputs = Values.Inputs(batch * 784);
        int[] labels = Values.Labels(batch, 10);
        DigitsNet network = new(seed: 1);
        var training = network.CreateTraining(batch, new Adam(1e-3f), threads);
        return (network, training, () => training.Step(inputs, labels));
    }

    private static (Network Network, TrainingSession Session, Func<float> Step) WideStep(int batch, int threads)
    {
        float[] inputs = Values.Inputs(batch * 1024);
        int[] labels = Values.Labels(batch, 10);
        WideNet network = new(seed: 1);
        var training = network.CreateTraining(batch, new Adam(1e-3f), threads);
        return (network, training, () => training.Step(inputs, labels));
    }
}
