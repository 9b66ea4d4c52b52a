using System.Globalization;

namespace Benchmarks.Comparison;

/// <summary>A time to stay under, as a rival: a ratio of 1 or more means that we do.</summary>
internal sealed class TimeLimit(double nanoseconds) : IContender
{
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"a limit of {nanoseconds / 1000:0.###} µs");

    public double Time(int repeats) => nanoseconds;

    public void Dispose()
    {
    }
}
