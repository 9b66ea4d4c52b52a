using System.Globalization;

namespace Benchmarks.Comparison;

/// <summary>A table of times: every case's contenders take turns.</summary>
/// <param name="name">What <c>--only</c> calls it.</param>
/// <param name="title">Its heading.</param>
/// <param name="cases">Its cases.</param>
/// <param name="notes">What its reader should know.</param>
internal sealed class TimedTable(string name, string title, IReadOnlyList<Case> cases, params IReadOnlyList<string> notes) : ITable
{
    public string Name => name;

    public string Title => title;

    /// <summary>The median that the ratios of all cases against a peer should reach, where that is a goal.</summary>
    public double? MedianGoal { get; init; }

    public Measured Run(Options options, Action<string> progress)
    {
        List<Row> rows = [];
        HashSet<string> sentences = [];
        List<string> distances = [];
        OtherWork others = new();
        foreach (Case work in cases.Where(work => options.Takes(work.Name)))
        {
            progress(work.Name);
            rows.AddRange(Run(work, options.Turns, sentences, distances));
        }

        if (MedianGoal is { } goal)
            rows.AddRange(Medians(rows, goal));
        if (distances.Count > 0)
        {
            sentences.Add("Nanoseconds that a cache line took to the second processor and back, before and after each case that uses it: "
                + string.Join(", ", distances) + ".");
        }

        if (others.Sentence() is { } sentence)
            sentences.Add(sentence);
        return new Measured(Name, Title, rows, [.. notes, .. sentences]);
    }

    private static IEnumerable<Row> Run(Case work, Turns turns, HashSet<string> sentences, List<string> distances)
    {
        if (work.Threads > Affinity.Processors)
        {
            string reason = $"this needs {work.Threads} processors, and {Affinity.Processors} may be used";
            return [new Row(work.Name, "GraphGen", null, reason, null, "ns", null, null)];
        }

        List<IContender> contenders = [];
        try
        {
            contenders.Add(work.Ours());
            List<(Rival Rival, int Place, string Name)> rivals = [];
            foreach (Rival rival in work.Rivals)
            {
                try
                {
                    IContender contender = rival.Create();
                    rivals.Add((rival, contenders.Count, contender.Name));
                    contenders.Add(contender);
                }
                catch (MissingPeerException missing)
                {
                    rivals.Add((rival, -1, missing.Row));
                    sentences.Add(missing.Message);
                }
            }

            // Whatever starts threads does so now, when they may still go anywhere.
            foreach (IContender contender in contenders)
                contender.Time(1);
            IReadOnlyList<int> processors = Affinity.Of(work.Threads);
            double? before = RoundTrip(processors);
            double[][] times = Affinity.Place(processors, () => Interleaved.Times(contenders, turns));
            if (RoundTrip(processors) is { } after)
                distances.Add($"{before:0} and {after:0}");
            sentences.UnionWith(contenders.SelectMany(contender => contender.Settings));
            Spread ours = Spread.Of(times[0]);
            string name = work.Flops is { } flops
                ? string.Create(CultureInfo.InvariantCulture, $"{contenders[0].Name}, {flops / ours.Median:0.#} GFLOP/s")
                : contenders[0].Name;
            if (rivals.Count == 0)
                return [new Row(work.Name, name, ours, "", null, "ns", null, null)];
            return
            [
                .. rivals.Select(rival => new Row(
                    work.Name, name, ours, rival.Name,
                    rival.Place < 0 ? null : Spread.Of(times[rival.Place]), "ns",
                    rival.Place < 0 ? null : Spread.OfRatios(times[rival.Place], times[0]), rival.Rival.Goal)),
            ];
        }
        finally
        {
            foreach (IContender contender in contenders)
                contender.Dispose();
        }
    }

    private static double? RoundTrip(IReadOnlyList<int> processors) =>
        processors.Count > 1 ? CacheLine.RoundTrip(processors[0], processors[1]) : null;

    /// <summary>A row more for each peer: the median of its ratios over all cases.</summary>
    private static IEnumerable<Row> Medians(IEnumerable<Row> rows, double goal) =>
        [.. rows.Where(row => row is { Score: not null, Goal: not null })
            .GroupBy(row => row.Peer)
            .Select(group => new Row(
                "median of all", group.First().Ours, null, group.Key, null, "ns",
                Spread.Of(group.Select(row => row.Score!.Median)), goal))];
}
