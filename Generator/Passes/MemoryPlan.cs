using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Where every value of the workspace lies: an offset in floats for one sample, to be multiplied by the capacity. Values
/// that do not live at the same time may share memory; the larger ones choose first.
/// </summary>
/// <param name="Offsets">The offset of each value that owns workspace memory.</param>
/// <param name="FloatsPerSample">The size of the whole workspace for one sample.</param>
public sealed record MemoryPlan(IReadOnlyDictionary<Value, int> Offsets, int FloatsPerSample)
{
    public static MemoryPlan Of(Program program)
    {
        // By their offsets.
        List<Lifetime> placed = [];
        foreach (Lifetime lifetime in LifetimesOf(program).OrderByDescending(lifetime => lifetime.Size).ThenBy(lifetime => lifetime.First))
            Place(lifetime, placed);
        return new MemoryPlan(
            placed.ToDictionary(lifetime => lifetime.Value, lifetime => lifetime.Offset),
            placed.Select(lifetime => lifetime.Offset + lifetime.Size).DefaultIfEmpty(0).Max());
    }

    /// <summary>Places a value in the first gap that is wide enough.</summary>
    private static void Place(Lifetime lifetime, List<Lifetime> placed)
    {
        int offset = 0;
        foreach (Lifetime other in placed)
        {
            if (other.First > lifetime.Last || other.Last < lifetime.First)
                continue;
            if (offset + lifetime.Size <= other.Offset)
                break;
            offset = Math.Max(offset, other.Offset + other.Size);
        }

        lifetime.Offset = offset;
        int behind = placed.FindIndex(other => other.Offset > offset);
        placed.Insert(behind < 0 ? placed.Count : behind, lifetime);
    }

    private static List<Lifetime> LifetimesOf(Program program)
    {
        ImmutableArray<Operation> operations = program.Operations;
        Dictionary<Value, (int First, int Last)> spans = [];
        for (int i = 0; i < operations.Length; i++)
        {
            foreach (Value value in operations[i].Accesses.Select(access => access.Value!.Storage).Where(value => value.IsInWorkspace))
                spans[value] = spans.TryGetValue(value, out var span) ? (span.First, i) : (i, i);
        }

        // These are read after the last operation.
        foreach (Value value in program.Kept.Where(spans.ContainsKey).Distinct().ToList())
            spans[value] = (spans[value].First, operations.Length);
        return program.Values
            .Where(spans.ContainsKey)
            .Select(value => new Lifetime(value, spans[value].First, spans[value].Last))
            .ToList();
    }

    /// <summary>A value between the first operation that touches it and the last.</summary>
    private sealed class Lifetime(Value value, int first, int last)
    {
        public readonly Value Value = value;
        public readonly int Size = value.FloatsPerSample;
        public readonly int First = first;
        public readonly int Last = last;
        public int Offset;
    }
}
