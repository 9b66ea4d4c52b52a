using System.Diagnostics;
using System.Text.Json.Nodes;
using Benchmarks.Comparison;
using Benchmarks.Peers;
using GraphGen;
using GraphGen.Data;
using Shared;

namespace Benchmarks.Cases;

/// <summary>
/// Accuracy beside speed: the MLP on MNIST, trained here and by PyTorch at the same settings and on the same numbers, which
/// PyTorch gets as files. Each side shuffles and initialises from its own random numbers.
/// </summary>
internal sealed class DigitsAccuracy(PyTorchProcesses torch) : ITable
{
    private const int Batch = 32;
    private const int Epochs = 5;
    private const float Rate = 1e-3f;
    private const int TestBatch = 250;
    private const int Threads = 1;

    public string Name => "accuracy";

    public string Title => $"Test accuracy of the MNIST MLP after {Epochs} epochs (batch {Batch}, Adam at 0.001, pixels from 0 to 1)";

    public Measured Run(Options options, Action<string> progress)
    {
        string work = Plural.Of(options.Seeds, "seed");
        if (DigitsSource.AtHand(options.Data) is not { } digits)
        {
            const string reason = "MNIST is not at hand: say with --data DIR or GRAPHGEN_DATA where its four files are";
            return new Measured(Name, Title, [new Row(work, "GraphGen", null, reason, null, "%", null, null)], []);
        }

        List<double> ours = [], theirs = [];
        double ourSeconds = 0, theirSeconds = 0;
        MissingPeerException? missing = null;
        using DigitsFiles files = new(digits);
        for (int seed = 1; seed <= options.Seeds; seed++)
        {
            progress($"seed {seed}");
            long start = Stopwatch.GetTimestamp();
            ours.Add(100 * Train(digits, (ulong)seed));
            ourSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (missing is not null)
                continue;
            try
            {
                JsonNode answer = Ask(torch.Get(Threads), files.Directory, seed);
                theirs.Add((double)answer["accuracy"]!);
                theirSeconds += (double)answer["seconds"]!;
            }
            catch (MissingPeerException exception)
            {
                missing = exception;
            }
        }

        Row row = missing is not null
            ? new Row(work, "GraphGen", Spread.Of(ours), missing.Row, null, "%", null, -0.3)
            : new Row(work, "GraphGen", Spread.Of(ours), $"PyTorch, {Plural.Of(Threads, "thread")}", Spread.Of(theirs), "%",
                Spread.Of(ours.Average() - theirs.Average()), -0.3);
        string seconds = $"A training took GraphGen {ourSeconds / options.Seeds:0.0} s";
        if (missing is null)
            seconds += $" and PyTorch {theirSeconds / options.Seeds:0.0} s";
        List<string> notes =
        [
            $"{digits.Origin}: {digits.Training.Count} pictures to train on, {digits.Test.Count} for the test. No dropout; He-uniform "
                + "before the ReLU, Glorot-uniform at the end, biases 0. The points are the difference of the means.",
            $"{seconds}, on {Plural.Of(Threads, "thread")}, picking the samples included; for orientation only: these do not take turns.",
        ];
        if (missing is not null)
            notes.Add(missing.Message);
        return new Measured(Name, Title, [row], notes);
    }

    private static double Train(Digits digits, ulong seed)
    {
        DigitsNet network = new(seed);
        using var training = network.CreateTraining(Batch, new Adam(Rate), Threads);
        Port input = training.Inputs[0], target = training.Targets[0];
        Batches.Run(digits.Training, Batch, Epochs, seed, samples =>
        {
            digits.Training.Fill(samples, input.Values, target.Indices);
            training.Step(samples.Length);
        });
        using var inference = network.CreateInference(TestBatch, Threads);
        return Answers.Accuracy(inference, digits.Test);
    }

    private static JsonNode Ask(PyTorchProcess process, string directory, int seed) => process.Ask(new JsonObject
    {
        ["do"] = "accuracy",
        ["layers"] = "784-128-10",
        ["batch"] = Batch,
        ["epochs"] = Epochs,
        ["rate"] = Rate,
        ["seed"] = seed,
        ["directory"] = directory,
    });
}
