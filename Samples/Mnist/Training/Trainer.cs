using System.Diagnostics;
using Mnist.Display;

namespace Mnist.Training;

/// <summary>The training: epochs of shuffled batches, each followed by a look at the pictures held out.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly Digits _digits;
    private readonly Settings _settings;
    private readonly ShuffledOrder _order;
    private readonly TrainingSession _training;
    private readonly Evaluator _validation;

    public Trainer(Network network, Digits digits, Settings settings)
    {
        _digits = digits;
        _settings = settings;
        _order = new ShuffledOrder(digits.Training.Count, settings.Seed);
        int batch = Math.Min(settings.Batch, digits.Training.Count);
        long steps = Math.Max(1, (long)settings.Epochs * ((digits.Training.Count + batch - 1) / batch));
        var optimizer = new Adam(Schedule.Cosine(peak: settings.LearningRate, steps));
        _training = settings.Model.Train(network, batch, optimizer, settings.Threads);
        _validation = new Evaluator(settings.Model.Infer(network, Evaluator.BatchSize, settings.Threads));
    }

    /// <summary>The number of steps taken.</summary>
    public long Steps => _training.Steps;

    /// <summary>Trains until all epochs are done or a stop is asked for.</summary>
    public void Run(ITrainingDisplay display, CancellationToken stop)
    {
        for (int epoch = 1; epoch <= _settings.Epochs; epoch++)
        {
            var watch = Stopwatch.StartNew();
            _order.Shuffle(epoch);
            EpochProgress last = Epoch(epoch, watch, display, stop);
            if (stop.IsCancellationRequested)
                return;
            double accuracy = _validation.Run(_digits.Validation).Accuracy;
            display.Ended(new EpochResult(last, accuracy, watch.Elapsed));
        }
    }

    public void Dispose()
    {
        _training.Dispose();
        _validation.Dispose();
    }

    /// <summary>One pass over the training pictures. Batches go straight into the session's own buffers.</summary>
    private EpochProgress Epoch(int epoch, Stopwatch watch, ITrainingDisplay display, CancellationToken stop)
    {
        ReadOnlySpan<int> order = _order.Indices;
        Span<float> pictures = _training.Inputs[0].Values;
        Span<int> labels = _training.Targets[0].Indices;
        ReadOnlySpan<float> outputs = _training.Outputs[0].Values;
        int classes = _digits.Training.Classes;
        EpochProgress progress = default;
        double loss = 0;
        int correct = 0;
        for (int done = 0; done < order.Length && !stop.IsCancellationRequested;)
        {
            int count = Math.Min(_training.BatchSize, order.Length - done);
            _digits.Training.Fill(order.Slice(done, count), pictures, labels);
            loss += count * (double)_training.Step(count);
            correct += Answers.Right(outputs[..(count * classes)], labels[..count]);
            done += count;
            double seconds = watch.Elapsed.TotalSeconds;
            double left = seconds * (order.Length - done + (double)order.Length * (_settings.Epochs - epoch)) / done;
            progress = new EpochProgress(epoch, _settings.Epochs, (double)done / order.Length, loss / done,
                (double)correct / done, done / seconds, TimeSpan.FromSeconds(left));
            display.Stepped(progress);
        }

        return progress;
    }
}
