using System.Collections.Generic;
using System.Collections.Immutable;
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
        ConflictFinder conflicts = new(stages, memory);
        List<DependencyRow> rows = [];
        ImmutableArray<StageDependency>.Builder needed = ImmutableArray.CreateBuilder<StageDependency>();
        ImmutableArray<int>.Builder barriers = ImmutableArray.CreateBuilder<int>();
        for (int later = 0; later < stages.Length; later++)
        {
            DependencyRow row = conflicts.Of(later);
            rows.Add(row);
            int before = needed.Count;
            needed.AddRange(row.Needed(rows));
            if (needed.Count > before)
                barriers.Add(later);
        }

        return new Schedule(stages, needed.ToImmutable(), barriers.ToImmutable());
    }
}

/// <summary>See the runtime's <c>Dependency</c>, which it is emitted as.</summary>
public sealed record StageDependency(int Earlier, int Later, bool RowsAgree, bool ColumnsAgree);
