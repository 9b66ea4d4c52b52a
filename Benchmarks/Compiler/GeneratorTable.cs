using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Compiler;

/// <summary>
/// What the source generator costs the compiler: the first run over a network, in a new process and in one that has compiled
/// another before, and the runs after edits.
/// </summary>
internal static class GeneratorTable
{
    private const int Processes = 5;
    private const int Turns = 15;
    private const int OtherClasses = 200;

    private static readonly (string Name, Func<string, int, int, string> Text)[] s_forms =
        [("chain", NetworkText.Chain), ("residual", NetworkText.Residual), ("blocks", NetworkText.Blocks)];

    /// <param name="arguments">None for the table; what the table's own child processes are given.</param>
    public static void Run(string[] arguments)
    {
        if (arguments.Length == 2)
            First(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture));
        else
            Print();
    }

    private static void Print()
    {
        Console.WriteLine("Milliseconds. first: in a new process, then the next network there; warm: in a process that has compiled many; other,");
        Console.WriteLine("same: an edit in another file, or in the network's around it, and what of that is Read, in µs a layer;");
        Console.WriteLine("layer: one layer is changed; analyzer: its part of a build.");
        foreach (var (_, text) in s_forms)
            Measure(50, text);
        Console.WriteLine("network   layers    first   second     warm    other  µs/layer     same    layer   analyzer     emitted");
        foreach (int layers in (int[])[10, 50, 200])
        {
            foreach (var (name, text) in s_forms)
            {
                var (first, second) = InNewProcesses(name, layers);
                Console.WriteLine($"{name,-9}{layers,7}{first,9:F0}{second,9:F0}{Measure(layers, text)}");
            }
        }

        Console.WriteLine($"The analyzer over {OtherClasses} classes of 10 methods, none of them a network: {AnalyzeOthers():F1} ms");
    }

    /// <summary>The columns of the warm process.</summary>
    private static string Measure(int layers, Func<string, int, int, string> text)
    {
        List<double> warm = [], other = [], reading = [], same = [], layer = [], analyzer = [];
        int emitted = 0;
        for (int turn = -Turns; turn < Turns; turn++)
        {
            CompilerRun run = new(text("Deep", layers, 64));
            double cold = run.Generate();
            emitted = run.Emitted;
            run.EditOther(turn);
            double otherEdit = run.Generate(), read = run.Reading;
            if (run.HasEmitted)
                throw new InvalidOperationException("An unrelated edit emitted anew.");
            run.EditNetwork(run.Network + "\n// a comment\ninternal sealed class Aside;");
            double sameEdit = run.Generate();
            if (run.HasEmitted)
                throw new InvalidOperationException("An edit around the network emitted anew.");
            int at = run.Network.LastIndexOf("Dense(64)", StringComparison.Ordinal);
            run.EditNetwork(at < 0 ? run.Network.Replace("(64, Repeat", "(64, Name = \"other\", Repeat") : run.Network.Remove(at, "Dense(64)".Length).Insert(at, "Dense(64, Bias = false)"));
            double layerEdit = run.Generate();
            if (!run.HasEmitted)
                throw new InvalidOperationException("Another layer emitted nothing.");
            double analysis = run.Analyze();
            if (turn < 0)
                continue;
            warm.Add(cold);
            other.Add(otherEdit);
            reading.Add(read);
            same.Add(sameEdit);
            layer.Add(layerEdit);
            analyzer.Add(analysis);
        }

        return $"{Median(warm),9:F1}{Median(other),9:F2}{1000 * Median(reading) / layers,10:F0}{Median(same),9:F2}{Median(layer),9:F1}{Median(analyzer),11:F2}{emitted / 1024,9} KiB";
    }

    private static double AnalyzeOthers()
    {
        List<double> times = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            CompilerRun run = new(NetworkText.Others(OtherClasses));
            run.Generate();
            times.Add(run.Analyze());
        }

        return Median(times);
    }

    /// <summary>What the child does: the first network of its life, and a second one.</summary>
    private static void First(string name, int layers)
    {
        CompilerRun empty = new("internal sealed class Nothing;");
        empty.Generate();
        Func<string, int, int, string> text = s_forms.First(form => form.Name == name).Text;
        double first = new CompilerRun(text("First", layers, 48)).Generate();
        double second = new CompilerRun(text("Second", layers, 64)).Generate();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {second}"));
    }

    private static (double First, double Second) InNewProcesses(string name, int layers)
    {
        List<double> first = [], second = [];
        for (int i = 0; i < Processes; i++)
        {
            using Process process = OwnProcess.Start("generator", name, layers.ToString(CultureInfo.InvariantCulture));
            string[] times = process.StandardOutput.ReadToEnd().Split(' ');
            process.WaitForExit();
            first.Add(double.Parse(times[0], CultureInfo.InvariantCulture));
            second.Add(double.Parse(times[1], CultureInfo.InvariantCulture));
        }

        return (Median(first), Median(second));
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
