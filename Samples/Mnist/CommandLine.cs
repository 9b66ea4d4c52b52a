using System.CommandLine;
using System.Globalization;

namespace Mnist;

/// <summary>The options, their defaults, and what values they take.</summary>
internal sealed class CommandLine
{
    private readonly Option<string?> _data = new("--data") { Description = "The directory of the four MNIST files, gzipped or not.", HelpName = "DIR" };
    private readonly Option<string> _model = new("--model") { Description = "The network.", DefaultValueFactory = _ => Model.All[0].Name, HelpName = string.Join('|', Model.All.Select(model => model.Name)) };
    private readonly Option<int> _epochs = Number("--epochs", "How often to go through the training pictures; 0 only evaluates.", 5, least: 0, most: 1_000_000);
    private readonly Option<int> _batch = Number("--batch", "Pictures in a step.", 32, least: 1, most: 65_536);
    private readonly Option<int> _threads = Number("--threads", "Threads to use; 0 takes all processors. Results do not depend on it.", 0, least: 0, most: 1024);
    private readonly Option<ulong> _seed = new("--seed") { Description = "Where the random numbers start; the same seed gives the same run.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<float> _learningRate = new("--learning-rate") { Description = "Adam's first rate; it falls to 0 in half a cosine.", DefaultValueFactory = _ => 3e-3f, HelpName = "X" };
    private readonly Option<string?> _save = new("--save") { Description = "Where to save the trained network (safetensors).", HelpName = "FILE" };
    private readonly Option<string?> _load = new("--load") { Description = "A saved network to start from.", HelpName = "FILE" };
    private readonly RootCommand _root;

    public CommandLine(Func<Settings, int> run)
    {
        _model.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Model.All.All(model => model.Name != result.Tokens[0].Value))
                result.AddError($"--model takes one of {string.Join(", ", Model.All.Select(model => model.Name))}, but '{result.Tokens[0].Value}' was given.");
        });
        _learningRate.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0)
                return;
            string text = result.Tokens[0].Value;
            if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float rate) || !float.IsFinite(rate) || rate <= 0)
                result.AddError($"--learning-rate takes a number above 0, such as 0.003, but '{text}' was given.");
        });
        _seed.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !ulong.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out _))
                result.AddError($"--seed takes a whole number from 0 to {ulong.MaxValue}, but '{result.Tokens[0].Value}' was given.");
        });
        _root = new RootCommand("Trains a neural network, compiled by GraphGen, to read handwritten digits.");
        foreach (Option option in new Option[] { _data, _model, _epochs, _batch, _threads, _seed, _learningRate, _save, _load })
            _root.Options.Add(option);
        _root.SetAction(result => run(Read(result)));
    }

    /// <summary>Runs the program; wrong options are said on the error stream.</summary>
    /// <returns>The exit code; 2 for wrong options.</returns>
    public int Invoke(string[] arguments)
    {
        ParseResult result = _root.Parse(arguments);
        if (result.Errors.Count == 0)
            // Ctrl+C and exceptions are the program's own to handle.
            return result.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        foreach (string message in result.Errors.Select(error => error.Message).Distinct())
            Console.Error.WriteLine(message);
        Console.Error.WriteLine("See --help for the options.");
        return 2;
    }

    private static Option<int> Number(string name, string description, int byDefault, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault, HelpName = "N" };
        option.CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
                return value;
            result.AddError($"{name} takes a whole number from {least} to {most}, but '{text}' was given.");
            return byDefault;
        };
        return option;
    }

    private Settings Read(ParseResult result) => new(
        result.GetValue(_data),
        Model.Named(result.GetValue(_model)!),
        result.GetValue(_epochs),
        result.GetValue(_batch),
        result.GetValue(_threads),
        result.GetValue(_seed),
        result.GetValue(_learningRate),
        result.GetValue(_save),
        result.GetValue(_load));
}
