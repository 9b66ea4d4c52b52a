using System.CommandLine;
using System.Globalization;
using Benchmarks.Peers;
using Shared;

namespace Benchmarks.Comparison;

/// <summary><c>peers</c>: runs the tables and prints them.</summary>
internal static class PeersCommand
{
    /// <returns>The exit code: 0 when everything ran, whether or not goals were met; 1 for wrong options or files.</returns>
    public static int Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Option<string[]> only = new("--only")
        {
            Description = "Run these tables alone.",
            AllowMultipleArgumentsPerToken = true,
            HelpName = string.Join('|', Tables.Names),
        };
        only.AcceptOnlyFromAmong([.. Tables.Names]);
        Option<string[]> cases = new("--cases")
        {
            Description = "Run cases alone whose names contain one of these.",
            AllowMultipleArgumentsPerToken = true,
            HelpName = "TEXT",
        };
        Option<bool> quick = new("--quick") { Description = "A rough look: short turns, few of them." };
        Option<string?> json = new("--json") { Description = "Write everything into this file as well.", HelpName = "FILE" };
        Option<string?> data = new("--data")
        {
            Description = "The directory of the four MNIST files; else GRAPHGEN_DATA says it.",
            HelpName = "DIR",
        };
        Option<bool> withoutTorch = new("--no-pytorch") { Description = "Leave out PyTorch, which takes most of the time." };
        Option<string> python = new("--python")
        {
            Description = "The Python that has PyTorch.",
            DefaultValueFactory = _ => "/usr/bin/python3",
            HelpName = "FILE",
        };
        RootCommand root = new("Runs GraphGen and its peers by turns and compares them.") { only, cases, quick, json, data, withoutTorch, python };
        root.SetAction(result => Compare(new Options(
            result.GetValue(only) ?? [], result.GetValue(cases) ?? [], result.GetValue(quick), result.GetValue(json), result.GetValue(data),
            result.GetValue(withoutTorch) ? null : result.GetValue(python))));
        try
        {
            return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception mistake) when (mistake is UserException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(mistake.Message);
            return 1;
        }
    }

    private static void Compare(Options options)
    {
        Machine machine = Machine.Here();
        Console.WriteLine($"{machine}\n{options.Turns}\n");
        if (options.Json is { } target)
            File.WriteAllText(target, "");
        List<Measured> measured = [];
        using PyTorchProcesses torch = new(options.Python);
        foreach (ITable table in Tables.All(torch).Where(table => options.Only.Count == 0 || options.Only.Contains(table.Name)))
        {
            measured.Add(table.Run(options, step => Console.Error.WriteLine($"{table.Name}: {step} …")));
            Console.WriteLine(TextTable.Of(measured[^1]));
        }

        Row[] goals = [.. measured.SelectMany(table => table.Rows).Where(row => row.Goal is not null)];
        int unknown = goals.Count(row => row.IsMet is null);
        Console.WriteLine($"{goals.Count(row => row.IsMet == true)} of {Plural.Of(goals.Length, "goal")} met"
            + (unknown > 0 ? $", {unknown} not measured." : "."));
        if (options.Json is { } file)
            File.WriteAllText(file, new Report(machine, options, measured).ToJson());
    }
}
