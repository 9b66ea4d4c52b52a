using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Stages and what binds them. Which worker does what is the session's choice at run time; this pass says what the choice
/// must respect: two stages that touch the same memory, one of them writing, need a barrier between them unless every
/// worker meets only its own part again.
/// </summary>
/// <param name="Stages">The operations in order: forward, link, backward.</param>
/// <param name="Dependencies">Pairs of stages, sorted.</param>
/// <param name="Barriers">The stages before which a barrier may stand, ascending.</param>
public sealed record Schedule(
    ImmutableArray<Operation> Stages,
    ImmutableArray<StageDependency> Dependencies,
    ImmutableArray<int> Barriers)
{
    public static Schedule Of(Program program, MemoryPlan memory)
    {
        ImmutableArray<Operation> stages = program.Operations;
        SortedDictionary<(int Later, int Earlier), StageDependency> found = [];
        for (int later = 0; later < stages.Length; later++)
        {
            foreach (Operand access in stages[later].Accesses)
            {
                for (int earlier = later - 1; earlier >= 0; earlier--)
                {
                    bool covered = false;
                    foreach (Operand before in stages[earlier].Accesses)
                    {
                        if ((!access.Writes && !before.Writes) || !Overlap(before.Value!, access.Value!, memory))
                            continue;
                        Add(found, new StageDependency(
                            earlier, later, RowsAgree(stages, earlier, before, later, access, memory), ColumnsAgree(stages, earlier, before, later, access, memory)));
                        covered |= before.Writes && !stages[earlier].Continues && before.Value!.Storage == access.Value!.Storage;
                    }

                    // What lies before the write of this very value is bound to that write already.
                    if (covered)
                        break;
                }
            }
        }

        ImmutableArray<StageDependency> needed = found.Values.Where(dependency => !IsImplied(found, dependency)).ToImmutableArray();
        return new Schedule(
            stages,
            needed,
            needed.Select(dependency => dependency.Later).Distinct().OrderBy(stage => stage).ToImmutableArray());
    }

    /// <summary>
    /// Whether two other dependencies, by way of a stage between, ask for at least as much: if neither of them needs a barrier,
    /// all three stages are cut into the same parts, and along every axis that is cut this one agrees too.
    /// </summary>
    private static bool IsImplied(IDictionary<(int Later, int Earlier), StageDependency> found, StageDependency dependency)
    {
        for (int between = dependency.Earlier + 1; between < dependency.Later; between++)
        {
            if (found.TryGetValue((between, dependency.Earlier), out StageDependency first)
                && found.TryGetValue((dependency.Later, between), out StageDependency second)
                && (dependency.RowsAgree || !first.RowsAgree || !second.RowsAgree)
                && (dependency.ColumnsAgree || !first.ColumnsAgree || !second.ColumnsAgree))
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(IDictionary<(int, int), StageDependency> found, StageDependency dependency)
    {
        (int, int) key = (dependency.Later, dependency.Earlier);
        found[key] = found.TryGetValue(key, out StageDependency other)
            ? dependency with { RowsAgree = dependency.RowsAgree && other.RowsAgree, ColumnsAgree = dependency.ColumnsAgree && other.ColumnsAgree }
            : dependency;
    }

    private static bool Overlap(Value a, Value b, MemoryPlan memory)
    {
        a = a.Storage;
        b = b.Storage;
        if (!a.IsInWorkspace || !b.IsInWorkspace)
            return a == b;
        return memory.Offsets[a] < memory.Offsets[b] + b.FloatsPerSample && memory.Offsets[b] < memory.Offsets[a] + a.FloatsPerSample;
    }

    private static bool RowsAgree(ImmutableArray<Operation> stages, int earlier, Operand before, int later, Operand access, MemoryPlan memory) =>
        before.OwnRows && access.OwnRows
        && stages[earlier].Split.RowKey == stages[later].Split.RowKey
        && Coincide(before.Value!.Storage, access.Value!.Storage, memory);

    private static bool ColumnsAgree(ImmutableArray<Operation> stages, int earlier, Operand before, int later, Operand access, MemoryPlan memory) =>
        before.OwnColumns && access.OwnColumns
        && stages[earlier].Split.ColumnKey == stages[later].Split.ColumnKey
        && Coincide(before.Value!.Storage, access.Value!.Storage, memory);

    /// <summary>Whether every sample of two values lies at the same place: one value, or one that took the other's memory and is as large.</summary>
    private static bool Coincide(Value a, Value b, MemoryPlan memory) =>
        a == b
        || (a.Kind == ValueKind.Workspace && b.Kind == ValueKind.Workspace
            && memory.Offsets[a] == memory.Offsets[b] && a.FloatsPerSample == b.FloatsPerSample);
}

/// <summary>See the runtime's <c>Dependency</c>, which it is emitted as.</summary>
public sealed record StageDependency(int Earlier, int Later, bool RowsAgree, bool ColumnsAgree);
