namespace DeepBelief;

/// <summary>Machines on top of each other, each trained on what the hidden units of the one below make of the pictures. No label is seen.</summary>
public sealed class BeliefNet
{
    private const int BatchSize = 64;
    private const float Rate = 0.1f;
    private const double Momentum = 0.8;
    private readonly PixelMachine _pixels = new(seed: 1);
    private readonly UnitMachine[] _units = [new(seed: 2), new(seed: 3)];

    /// <summary>Trains the machines one after the other.</summary>
    /// <param name="pictures">What to train on.</param>
    /// <param name="epochs">How often each machine goes through it.</param>
    /// <param name="report">Told the machine (from 1), the epoch (from 1), and how far the machine's pictures are from those it was given.</param>
    public void Train(Dataset pictures, int epochs, Action<int, int, double> report)
    {
        using (Machine machine = Create(_pixels.CreateTraining, new PixelView().CreateTraining, Digits.Pixels))
            Train(machine, pictures, epochs, (epoch, error) => report(1, epoch, error));
        using InferenceSession first = _pixels.CreateInference(BatchSize, threads: 0);
        Dataset seen = Above(first, pictures);
        for (int i = 0; i < _units.Length; i++)
        {
            using (Machine machine = Create(_units[i].CreateTraining, new UnitView().CreateTraining, PixelMachine.Hidden))
                Train(machine, seen, epochs, (epoch, error) => report(i + 2, epoch, error));
            using InferenceSession next = _units[i].CreateInference(BatchSize, threads: 0);
            seen = Above(next, seen);
        }
    }

    /// <summary>Makes the machines the first layers of a network; its last layer is its own.</summary>
    public void CopyTo(Classifier network)
    {
        Parameter[] learnt = [.. _pixels.Parameters, .. _units.SelectMany(machine => machine.Parameters)];
        foreach (var (from, to) in learnt.Zip(network.Parameters))
        {
            var values = new float[from.Count];
            from.Read(values);
            to.Write(values);
        }
    }

    /// <summary>The loss of the view is a mean over its visible units, so its rate is as many times that of the machine.</summary>
    private static Machine Create(CreateTraining machine, CreateTraining view, int visible) => new(
        machine(BatchSize, new Sgd(Rate, Momentum)), view(BatchSize, new Sgd(Rate * visible, Momentum)), seed: 1);

    private static void Train(Machine machine, Dataset pictures, int epochs, Action<int, double> report)
    {
        int steps = 0;
        double sum = 0;
        Batches.Run(pictures, BatchSize, epochs, seed: 1, samples =>
        {
            pictures.Fill(samples, machine.Pictures.Values, []);
            sum += machine.Learn(samples.Length);
            int perEpoch = (int)Batches.Count(pictures, BatchSize, epochs: 1);
            if (++steps % perEpoch == 0)
            {
                report(steps / perEpoch, sum / perEpoch);
                sum = 0;
            }
        });
    }

    /// <summary>The probabilities of a machine's hidden units, as pictures for the next one.</summary>
    private static Dataset Above(InferenceSession machine, Dataset pictures)
    {
        Port probabilities = machine.Outputs[1];
        var values = new float[pictures.Count * probabilities.ElementsPerSample];
        for (int start = 0; start < pictures.Count; start += BatchSize)
        {
            int count = Math.Min(BatchSize, pictures.Count - start);
            pictures.Fill(start, count, machine.Inputs[0].Values, []);
            machine.Run(count);
            probabilities.Values[..(count * probabilities.ElementsPerSample)].CopyTo(values.AsSpan(start * probabilities.ElementsPerSample));
        }

        return new Dataset(values, new int[pictures.Count], probabilities.Shape, classes: 1);
    }

    private delegate TrainingSession CreateTraining(int batchSize, Optimizer optimizer, int threads = 0, int frames = 1);
}
