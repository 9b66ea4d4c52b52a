using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Comparison;

/// <summary>How much of the processors went to programs that are not ours: what to know of numbers from a shared machine.</summary>
internal sealed class OtherWork
{
    private const string Statistics = "/proc/stat";
    private const double TicksPerSecond = 100;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _before = Seconds();

    /// <summary>The share of all processors since this was made, in a sentence; null where the system does not tell.</summary>
    public string? Sentence()
    {
        double all = Stopwatch.GetElapsedTime(_start).TotalSeconds * Environment.ProcessorCount;
        double share = Math.Max(0, (Seconds() - _before) / all);
        return double.IsNaN(share) ? null : $"Other programs took {share:P0} of the processors meanwhile.";
    }

    /// <summary>Processor time of everybody, the host's other guests included, but for this process and its children.</summary>
    private static double Seconds()
    {
        if (!File.Exists(Statistics))
            return double.NaN;
        // cpu user nice system idle iowait irq softirq steal …
        string line = File.ReadLines(Statistics).First();
        double[] ticks = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Number)];
        double busy = ticks.Sum() - ticks[3] - ticks[4];
        return (busy - OwnTicks()) / TicksPerSecond;
    }

    private static double OwnTicks()
    {
        int own = Environment.ProcessId;
        double ticks = 0;
        foreach (string directory in Directory.EnumerateDirectories("/proc").Where(name => char.IsAsciiDigit(Path.GetFileName(name)[0])))
        {
            // pid (name) state parent …, with user and system time of the process and of its ended children at 13 to 16.
            string? line = Line(Path.Combine(directory, "stat"));
            string[]? fields = line?[(line.LastIndexOf(')') + 2)..].Split(' ');
            if (fields is not null && (Number(Path.GetFileName(directory)) == own || Number(fields[1]) == own))
                ticks += fields[11..15].Sum(Number);
        }

        return ticks;
    }

    /// <summary>The file's line; null for a process that has ended.</summary>
    private static string? Line(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
