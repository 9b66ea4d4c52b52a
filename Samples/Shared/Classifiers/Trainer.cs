using System.Diagnostics;
using Shared.Classifiers.Display;

namespace Shared.Classifiers;

/// <summary>The training: epochs of shuffled batches, each followed by a look at the pictures held out.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly int _epochs;
    private readonly DataLoader _loader;
    private readonly TrainingSession _training;
    private readonly Evaluator _validation;

    public Trainer(Network network, LabelledPictures pictures, Settings settings, DataLoaderOptions options)
    {
        _epochs = settings.Epochs;
        int batch = Math.Min(settings.Batch, pictures.Training.Count);
        _loader = new DataLoader(pictures.Training, batch, options);
        long steps = (long)settings.Epochs * _loader.BatchesPerEpoch;
        Recipe recipe = settings.Model.Recipe;
        var rate = Schedule.Cosine(peak: settings.LearningRate, steps, warmup: (long)(recipe.WarmupShare * steps));
        _training = settings.Model.Train(network, batch, recipe.Optimizer(rate), settings.Threads);
        _validation = new Evaluator(settings.Model.Infer(network, Evaluator.BatchSize, settings.Threads), pictures.Validation, options);
    }

    /// <summary>The number of steps taken.</summary>
    public long Steps => _training.Steps;

    /// <summary>Trains until all epochs are done or a stop is asked for.</summary>
    public void Run(ITrainingDisplay display, CancellationToken stop)
    {
        for (int epoch = 1; epoch <= _epochs; epoch++)
        {
            var watch = Stopwatch.StartNew();
            EpochProgress last = Epoch(epoch, watch, display, stop);
            if (stop.IsCancellationRequested)
                return;
            double accuracy = _validation.Run().Accuracy;
            display.Ended(new EpochResult(last, accuracy, watch.Elapsed));
        }
    }

    public void Dispose()
    {
        _loader.Dispose();
        _training.Dispose();
        _validation.Dispose();
    }

    /// <summary>One pass over the training pictures.</summary>
    private EpochProgress Epoch(int epoch, Stopwatch watch, ITrainingDisplay display, CancellationToken stop)
    {
        int all = _loader.Options.DropLast ? _loader.BatchesPerEpoch * _loader.BatchSize : _loader.Data.Count;
        int classes = _loader.Data.Classes;
        EpochProgress progress = default;
        double loss = 0;
        int correct = 0, done = 0;
        foreach (DataBatch batch in _loader.Epoch(epoch))
        {
            if (stop.IsCancellationRequested)
                break;
            batch.CopyTo(_training.Inputs[0], _training.Targets[0]);
            loss += batch.Count * (double)_training.Step(batch.Count);
            correct += Answers.Right(_training.Outputs[0].Values[..(batch.Count * classes)], batch.Labels);
            done += batch.Count;
            double seconds = watch.Elapsed.TotalSeconds;
            double left = seconds * (all - done + (double)all * (_epochs - epoch)) / done;
            progress = new EpochProgress(epoch, _epochs, (double)done / all, loss / done,
                (double)correct / done, done / seconds, TimeSpan.FromSeconds(left));
            display.Stepped(progress);
        }

        return progress;
    }
}
