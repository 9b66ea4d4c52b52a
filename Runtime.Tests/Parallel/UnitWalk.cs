using GraphGen.CompilerServices;

namespace GraphGen.Tests.Parallel;

/// <summary>
/// Walks over the units of every stage, one by one, with the workers who compute them: what a plan must keep, without the
/// planner's rules about grids.
/// </summary>
internal sealed class UnitWalk
{
    private readonly SessionLayout _layout;
    private readonly int _count;
    private readonly int _workers;
    private readonly Part[][] _parts;
    private readonly int[][] _owners;

    public UnitWalk(SessionLayout layout, Plan plan, int count)
    {
        _layout = layout;
        _count = count;
        _workers = plan.Workers;
        _parts = [.. layout.Stages.Select((stage, i) => Enumerable.Range(0, plan.Workers).Select(worker => plan.Grids[i].PartOf(stage, count, worker)).ToArray())];
        _owners = [.. layout.Stages.Select((_, i) => Owners(i))];
    }

    public void AssertComputedOnce()
    {
        for (int stage = 0; stage < _owners.Length; stage++)
            Assert.DoesNotContain(-1, _owners[stage]);
    }

    /// <summary>Between a unit's owner and another worker who touches what the unit touched, a barrier stands.</summary>
    public void AssertOrdered(bool[] barriers)
    {
        foreach (Dependency dependency in _layout.Dependencies)
        {
            bool meets = _layout.Barriers.Where((stage, i) => barriers[i] && stage > dependency.Earlier && stage <= dependency.Later).Any();
            Assert.True(meets || !MeetsAnother(dependency), $"{Name(dependency.Later)} does not wait for {Name(dependency.Earlier)}.");
        }
    }

    private string Name(int stage) => _layout.Stages[stage].Name;

    private int Columns(int stage) => _layout.Stages[stage].ColumnUnits;

    private int Rows(int stage) => _layout.Stages[stage].RowsOf(_count);

    private int[] Owners(int stage)
    {
        int[] owners = new int[Rows(stage) * Columns(stage)];
        Array.Fill(owners, -1);
        for (int worker = 0; worker < _workers; worker++)
        {
            Part part = _parts[stage][worker];
            for (int row = part.RowStart; row < part.RowEnd; row++)
            {
                for (int column = part.ColumnStart; column < part.ColumnEnd; column++)
                {
                    Assert.Equal(-1, owners[row * Columns(stage) + column]);
                    owners[row * Columns(stage) + column] = worker;
                }
            }
        }

        return owners;
    }

    /// <summary>
    /// Whether a worker of the later stage touches a unit of the earlier one that another worker computed. Along an axis
    /// that agrees it touches the units of its own part, which must be the same things in both stages; else all.
    /// </summary>
    private bool MeetsAnother(Dependency dependency)
    {
        int rows = Rows(dependency.Earlier), columns = Columns(dependency.Earlier);
        bool sameRows = dependency.RowsAgree && _layout.Stages[dependency.Earlier].Rows == _layout.Stages[dependency.Later].Rows && rows == Rows(dependency.Later);
        bool sameColumns = dependency.ColumnsAgree && columns == Columns(dependency.Later);
        for (int worker = 0; worker < _workers; worker++)
        {
            Part part = _parts[dependency.Later][worker];
            if (part.IsEmpty)
                continue;
            for (int row = sameRows ? part.RowStart : 0; row < (sameRows ? part.RowEnd : rows); row++)
            {
                for (int column = sameColumns ? part.ColumnStart : 0; column < (sameColumns ? part.ColumnEnd : columns); column++)
                {
                    if (_owners[dependency.Earlier][row * columns + column] != worker)
                        return true;
                }
            }
        }

        return false;
    }
}
