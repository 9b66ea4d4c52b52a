using System.Diagnostics;
using System.Globalization;
using Mnist;
using Mnist.Display;
using Mnist.Training;

var watch = Stopwatch.StartNew();
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
Terminal.Prepare();
try
{
    return new CommandLine(Run).Invoke(args);
}
catch (Exception mistake) when (mistake is UserException or SafetensorsException or IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}

int Run(Settings settings)
{
    using var interruption = new Interruption();
    SavedNetwork.CheckTarget(settings.Save);
    Network network = settings.Model.Create(settings.Seed);
    if (settings.Load is not null)
        SavedNetwork.Load(network, settings.Load);

    Digits digits = DigitsSource.Find(settings.Data, interruption.Token);
    Console.WriteLine($"{digits.Origin}: {digits.Training.Count} pictures to train on, {digits.Validation.Count} held out for validation, {digits.Test.Count} for the test.");
    Console.WriteLine();
    Console.WriteLine(settings.Model.Summary.TrimEnd());
    Console.WriteLine();

    long steps = 0;
    if (settings.Epochs > 0)
    {
        using var trainer = new Trainer(network, digits, settings);
        Displays.Choose().Show(display => trainer.Run(display, interruption.Token));
        steps = trainer.Steps;
    }

    bool isStopped = interruption.Token.IsCancellationRequested;
    if (isStopped)
        Console.WriteLine($"Stopped after {steps} steps.");
    if (settings.Save is not null || (isStopped && steps > 0))
        Console.WriteLine(SavedNetwork.Save(network, settings.Save ?? SavedNetwork.Rescue(settings.Model)));

    using var evaluator = new Evaluator(settings.Model.Infer(network, Evaluator.BatchSize, settings.Threads));
    Evaluation test = evaluator.Run(digits.Test);
    Report.Write(test, digits.Test);
    Console.WriteLine($"test accuracy: {Text.Percent(test.Accuracy)} ({test.Correct} of {test.Count}), {Text.Seconds(watch.Elapsed)}");
    return 0;
}
