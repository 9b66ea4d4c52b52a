using System.Diagnostics;
using System.Globalization;
using Shared.Classifiers.Display;

namespace Shared.Classifiers;

/// <summary>A program that trains networks to tell pictures apart: options, data, training, files, a live display, a report.</summary>
public sealed class ClassifierProgram
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>What the program does, for --help.</summary>
    public required string Description { get; init; }

    /// <summary>What --data names, for --help.</summary>
    public required string DataDescription { get; init; }

    /// <summary>The name of the data set in the cache, and of what is kept there.</summary>
    public required string CacheName { get; init; }

    /// <summary>All models, the default first.</summary>
    public required IReadOnlyList<Model> Models { get; init; }

    /// <summary>Finds the pictures, given the directory that the user named, or null.</summary>
    public required Func<string?, CancellationToken, LabelledPictures> FindPictures { get; init; }

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The arguments of the command line.</param>
    /// <returns>The exit code: 0; 1 for something that the user can mend, 2 for wrong options, both said on the error stream.</returns>
    public int Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Terminal.Prepare();
        try
        {
            return new CommandLine(this, Run).Invoke(arguments);
        }
        catch (Exception mistake) when (mistake is UserException or SafetensorsException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(mistake.Message);
            return 1;
        }
    }

    private int Run(Settings settings)
    {
        using var interruption = new Interruption();
        SavedNetwork.CheckTarget(settings.Save);
        Network network = settings.Model.Create(settings.Seed);
        if (settings.Load is not null)
            SavedNetwork.Load(network, settings.Load);

        LabelledPictures pictures = FindPictures(settings.Data, interruption.Token);
        Console.WriteLine($"{pictures.Origin}: {pictures.Training.Count} pictures to train on, {pictures.Validation.Count} held out for validation, {pictures.Test.Count} for the test.");
        Console.WriteLine();
        Console.WriteLine(settings.Model.Summary.TrimEnd());
        Console.WriteLine();

        DataLoaderOptions options = settings.Model.Recipe.LoaderOptions(pictures.Training, settings.Seed);
        long steps = 0;
        if (settings.Epochs > 0)
        {
            using var trainer = new Trainer(network, pictures, settings, options);
            Displays.Choose().Show(display => trainer.Run(display, interruption.Token));
            steps = trainer.Steps;
        }

        bool isStopped = interruption.Token.IsCancellationRequested;
        if (isStopped)
            Console.WriteLine($"Stopped after {steps} steps.");
        if (settings.Save is not null || (isStopped && steps > 0))
            Console.WriteLine(SavedNetwork.Save(network, settings.Save ?? SavedNetwork.Rescue(CacheName, settings.Model)));

        using var evaluator = new Evaluator(settings.Model.Infer(network, Evaluator.BatchSize, settings.Threads), pictures.Test, options);
        Evaluation test = evaluator.Run();
        Report.Write(test, pictures);
        Console.WriteLine($"test accuracy: {Text.Percent(test.Accuracy)} ({test.Correct} of {test.Count}), {Text.Seconds(_watch.Elapsed)}");
        return 0;
    }
}
