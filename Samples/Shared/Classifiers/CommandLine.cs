using System.CommandLine;
using System.Globalization;

namespace Shared.Classifiers;

/// <summary>The options, their defaults, and what values they take.</summary>
internal sealed class CommandLine
{
    private readonly IReadOnlyList<Model> _models;
    private readonly Option<string?> _data;
    private readonly Option<string> _model;
    private readonly Option<int?> _epochs;
    private readonly Option<int?> _batch;
    private readonly Option<int?> _threads = Number("--threads", "Threads to use; 0 takes all processors. Results do not depend on it.", 0, least: 0, most: 1024);
    private readonly Option<ulong> _seed = new("--seed") { Description = "Where the random numbers start; the same seed gives the same run.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<float?> _learningRate;
    private readonly Option<string?> _save = new("--save") { Description = "Where to save the trained network (safetensors).", HelpName = "FILE" };
    private readonly Option<string?> _load = new("--load") { Description = "A saved network to start from.", HelpName = "FILE" };
    private readonly RootCommand _root;

    public CommandLine(ClassifierProgram program, Func<Settings, int> run)
    {
        _models = program.Models;
        _data = new("--data") { Description = program.DataDescription, HelpName = "DIR" };
        _model = new("--model") { Description = "The network.", DefaultValueFactory = _ => _models[0].Name, HelpName = string.Join('|', _models.Select(model => model.Name)) };
        _epochs = Number("--epochs", $"How often to go through the training pictures; 0 only evaluates. By default {Defaults(recipe => recipe.Epochs)}.", null, least: 0, most: 1_000_000);
        _batch = Number("--batch", $"Pictures in a step. By default {Defaults(recipe => recipe.Batch)}.", null, least: 1, most: 65_536);
        _learningRate = new("--learning-rate") { Description = $"The first rate; it falls to 0 in half a cosine. By default {Defaults(recipe => recipe.LearningRate)}.", HelpName = "X" };
        _model.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && _models.All(model => model.Name != result.Tokens[0].Value))
                result.AddError($"--model takes one of {string.Join(", ", _models.Select(model => model.Name))}, but '{result.Tokens[0].Value}' was given.");
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
        _root = new RootCommand(program.Description);
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

    private static Option<int?> Number(string name, string description, int? byDefault, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        if (byDefault is not null)
            option.DefaultValueFactory = _ => byDefault;
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

    /// <summary>One number, or that of each model where they differ.</summary>
    private string Defaults<T>(Func<Recipe, T> number) =>
        _models.Select(model => number(model.Recipe)).Distinct().Count() == 1
            ? $"{number(_models[0].Recipe)}"
            : string.Join(", ", _models.Select(model => $"{number(model.Recipe)} for {model.Name}"));

    private Settings Read(ParseResult result)
    {
        Model model = _models.First(model => model.Name == result.GetValue(_model));
        return new(
            result.GetValue(_data),
            model,
            result.GetValue(_epochs) ?? model.Recipe.Epochs,
            result.GetValue(_batch) ?? model.Recipe.Batch,
            result.GetValue(_threads) ?? 0,
            result.GetValue(_seed),
            result.GetValue(_learningRate) ?? model.Recipe.LearningRate,
            result.GetValue(_save),
            result.GetValue(_load));
    }
}
