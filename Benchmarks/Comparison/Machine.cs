using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Benchmarks.Comparison;

/// <summary>Where and when the numbers came about.</summary>
internal sealed record Machine(
    string Processor, int Processors, string Vectors, string System, string Runtime, string GraphGen, DateTime Date)
{
    public static Machine Here() => new(
        ProcessorName(), Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits",
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
        Version(), DateTime.UtcNow);

    public override string ToString() =>
        $"{Processor}, {Plural.Of(Processors, "processor")}, vectors of {Vectors}; {System}; {Runtime}; "
            + $"GraphGen {GraphGen}; {Date:yyyy-MM-dd HH:mm} UTC";

    /// <summary>With the first digits of the commit, if the build knew it.</summary>
    private static string Version()
    {
        Assembly assembly = typeof(GraphGen.Network).Assembly;
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        int plus = version.IndexOf('+');
        return plus < 0 ? version : version[..Math.Min(version.Length, plus + 10)];
    }

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        string? line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        string name = line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        return File.Exists(file) ? $"{name} (family {Field(file, "cpu family")}, model {Field(file, "model\t")})" : name;
    }

    private static string Field(string file, string key) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?";
}
