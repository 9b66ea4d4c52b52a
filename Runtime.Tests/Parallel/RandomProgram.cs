using GraphGen.CompilerServices;

namespace GraphGen.Tests.Parallel;

/// <summary>
/// Stages that read and write values, made by a seed, with the dependencies that follow; and the proof, cell by cell, that
/// a plan lets nobody touch what another worker wrote, or write what another one read, without a barrier between.
/// </summary>
internal sealed class RandomProgram
{
    private const int WeightBlocks = 6;

    private readonly List<Stage> _stages = [];
    private readonly List<Access[]> _accesses = [];

    public RandomProgram(int seed)
    {
        Random random = new(seed);
        int stages = 2 + random.Next(9);
        int[] columnsOf = [.. Enumerable.Range(0, 4).Select(_ => 1 + random.Next(5))];
        for (int stage = 0; stage < stages; stage++)
        {
            // Values 0…3 have samples as rows, 4 and 5 blocks of a weight; a value's columns are its own.
            bool blocks = random.Next(4) == 0;
            int written = blocks ? 4 + random.Next(2) : random.Next(4);
            int columns = blocks ? 4 : columnsOf[written];
            _stages.Add(new Stage($"{stage}", blocks ? RowSplit.Blocks : RowSplit.Samples, blocks ? WeightBlocks : 0, columns,
                1 << random.Next(8, 22), 1 << random.Next(8, 20), 1 << random.Next(4, 14)));
            List<Access> accesses = [new Access(written, true, true, true)];
            for (int reads = random.Next(3); reads > 0; reads--)
            {
                int value = random.Next(6);
                // A stage that reads others' parts of what it writes would race with itself.
                if (value == written)
                    continue;
                bool sameRows = blocks == value >= 4;
                bool sameColumns = (value >= 4 ? 4 : columnsOf[value]) == columns;
                accesses.Add(new Access(value, false, sameRows && random.Next(2) == 0, sameColumns && random.Next(2) == 0));
            }

            _accesses.Add([.. accesses]);
        }

        ColumnsOf = [.. columnsOf, 4, 4];
    }

    private int[] ColumnsOf { get; }

    public static SessionLayout Layout(int seed) => new RandomProgram(seed).ToLayout();

    public SessionLayout ToLayout()
    {
        List<Dependency> dependencies = [];
        for (int later = 0; later < _stages.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                var pairs = from a in _accesses[earlier] from b in _accesses[later] where a.Value == b.Value && (a.Writes || b.Writes) select (a, b);
                if (!pairs.Any())
                    continue;
                dependencies.Add(new Dependency(earlier, later,
                    pairs.All(pair => pair.a.OwnRows && pair.b.OwnRows), pairs.All(pair => pair.a.OwnColumns && pair.b.OwnColumns)));
            }
        }

        return new SessionLayout([], [], [], [], [], 0, [.. _stages], [.. dependencies], [.. dependencies.Select(d => d.Later).Distinct().Order()]);
    }

    /// <summary>Runs the plan on cells that remember who read and who wrote them since the last barrier.</summary>
    public void AssertOrdered(Plan plan, int count)
    {
        SessionLayout layout = ToLayout();
        Dictionary<(int Value, int Row, int Column), (HashSet<int> Readers, HashSet<int> Writers)> cells = [];
        for (int stage = 0; stage < _stages.Count; stage++)
        {
            int barrier = Array.IndexOf(layout.Barriers, stage);
            if (barrier >= 0 && plan.Barriers[barrier])
                cells.Clear();
            for (int worker = 0; worker < plan.Workers; worker++)
            {
                Part part = plan.Grids[stage].PartOf(_stages[stage], count, worker);
                if (!part.IsEmpty)
                    Touch(cells, stage, worker, part, count);
            }
        }
    }

    private void Touch(Dictionary<(int, int, int), (HashSet<int> Readers, HashSet<int> Writers)> cells, int stage, int worker, Part part, int count)
    {
        foreach (Access access in _accesses[stage])
        {
            int rows = access.Value >= 4 ? WeightBlocks : count;
            var (rowStart, rowEnd) = access.OwnRows ? (part.RowStart, part.RowEnd) : (0, rows);
            var (columnStart, columnEnd) = access.OwnColumns ? (part.ColumnStart, part.ColumnEnd) : (0, ColumnsOf[access.Value]);
            for (int row = rowStart; row < rowEnd; row++)
            {
                for (int column = columnStart; column < columnEnd; column++)
                {
                    if (!cells.TryGetValue((access.Value, row, column), out var seen))
                        cells[(access.Value, row, column)] = seen = ([], []);
                    Assert.True(seen.Writers.All(other => other == worker), $"Stage {stage}: worker {worker} meets what another one wrote.");
                    Assert.True(!access.Writes || seen.Readers.All(other => other == worker), $"Stage {stage}: worker {worker} writes what another one reads.");
                    (access.Writes ? seen.Writers : seen.Readers).Add(worker);
                }
            }
        }
    }

    private sealed record Access(int Value, bool Writes, bool OwnRows, bool OwnColumns);
}
