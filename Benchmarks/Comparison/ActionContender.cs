using System.Diagnostics;

namespace Benchmarks.Comparison;

/// <summary>A contender that is a call in this process, most often GraphGen.</summary>
/// <param name="name">Who it is.</param>
/// <param name="loop">Does the work that many times: a delegate's call of its own for each would show in times below 100 ns.</param>
/// <param name="owned">What to dispose of in the end.</param>
internal sealed class ActionContender(string name, Action<int> loop, params IReadOnlyList<IDisposable> owned) : IContender
{
    /// <param name="name">Who it is.</param>
    /// <param name="action">Does the work once.</param>
    /// <param name="owned">What to dispose of in the end.</param>
    public ActionContender(string name, Action action, params IReadOnlyList<IDisposable> owned)
        : this(name, Loop(action), owned)
    {
    }

    public string Name => name;

    public double Time(int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        loop(repeats);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
    }

    public void Dispose()
    {
        foreach (IDisposable one in owned)
            one.Dispose();
    }

    private static Action<int> Loop(Action action) => repeats =>
    {
        for (int i = 0; i < repeats; i++)
            action();
    };
}
