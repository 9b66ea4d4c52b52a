using System.Diagnostics;

namespace Benchmarks.Comparison;

/// <summary>A contender that is a call in this process, most often GraphGen.</summary>
/// <param name="name">Who it is.</param>
/// <param name="action">Does the work once.</param>
/// <param name="owned">What to dispose of in the end.</param>
internal sealed class ActionContender(string name, Action action, params IDisposable[] owned) : IContender
{
    public string Name => name;

    public double Time(int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
    }

    public void Dispose()
    {
        foreach (IDisposable one in owned)
            one.Dispose();
    }
}
