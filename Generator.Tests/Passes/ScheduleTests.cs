using System.Collections.Immutable;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;

namespace Generator.Tests.Passes;

/// <summary>What binds stages, against the definition, pair by pair.</summary>
public class ScheduleTests
{
    [Fact]
    public void DependenciesAreThoseOfTheDefinition()
    {
        foreach (Program program in Programs.All.Select(Fusion.Run))
        {
            MemoryPlan memory = MemoryPlan.Of(program, []);
            Schedule schedule = Schedule.Of(program, memory);
            StageDependency[] expected = [.. Needed(program.Operations, memory)];
            Assert.Equal(expected, schedule.Dependencies);
            Assert.Equal(expected.Select(dependency => dependency.Later).Distinct(), schedule.Barriers);
        }
    }

    /// <summary>Conflicts that no two others imply by way of a stage between.</summary>
    private static IEnumerable<StageDependency> Needed(ImmutableArray<Operation> stages, MemoryPlan memory)
    {
        SortedDictionary<(int Later, int Earlier), StageDependency> found = [];
        for (int later = 0; later < stages.Length; later++)
        {
            foreach (Operand access in stages[later].Accesses)
                Find(found, stages, later, access, memory);
        }

        bool IsImplied(StageDependency whole) => Enumerable.Range(whole.Earlier + 1, whole.Later - whole.Earlier - 1).Any(between =>
            found.TryGetValue((between, whole.Earlier), out StageDependency? first)
            && found.TryGetValue((whole.Later, between), out StageDependency? second)
            && (whole.RowsAgree || !first.RowsAgree || !second.RowsAgree)
            && (whole.ColumnsAgree || !first.ColumnsAgree || !second.ColumnsAgree));
        return found.Values.Where(dependency => !IsImplied(dependency));
    }

    /// <summary>Conflicts of one access, back to the stage that wrote the same value as a whole.</summary>
    private static void Find(
        SortedDictionary<(int Later, int Earlier), StageDependency> found, ImmutableArray<Operation> stages, int later, Operand access, MemoryPlan memory)
    {
        bool isCovered = false;
        for (int earlier = later - 1; earlier >= 0 && !isCovered; earlier--)
        {
            foreach (Operand before in stages[earlier].Accesses.Where(before => (before.Writes || access.Writes) && Overlap(before.Value!.Storage, access.Value!.Storage, memory)))
            {
                bool isSame = before.Value!.Storage == access.Value!.Storage;
                bool isOnePlace = isSame || Coincide(before.Value.Storage, access.Value.Storage, memory);
                bool rows = isOnePlace && before.OwnRows && access.OwnRows && stages[earlier].Split.RowKey == stages[later].Split.RowKey;
                bool columns = isOnePlace && before.OwnColumns && access.OwnColumns && stages[earlier].Split.ColumnKey == stages[later].Split.ColumnKey;
                if (found.TryGetValue((later, earlier), out StageDependency? other))
                    (rows, columns) = (rows && other.RowsAgree, columns && other.ColumnsAgree);
                found[(later, earlier)] = new StageDependency(earlier, later, rows, columns);
                isCovered |= before.Writes && !stages[earlier].Continues && isSame;
            }
        }
    }

    private static bool Overlap(Value a, Value b, MemoryPlan memory) => a.IsInWorkspace && b.IsInWorkspace
        ? memory.Offsets[a] < memory.Offsets[b] + b.FloatsPerSample && memory.Offsets[b] < memory.Offsets[a] + a.FloatsPerSample
        : a == b;

    private static bool Coincide(Value a, Value b, MemoryPlan memory) => a.Kind == ValueKind.Workspace && b.Kind == ValueKind.Workspace
        && memory.Offsets[a] == memory.Offsets[b] && a.FloatsPerSample == b.FloatsPerSample;
}
