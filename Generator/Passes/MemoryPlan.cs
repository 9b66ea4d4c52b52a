using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Where every value of the workspace lies: an offset in floats for one sample, to be multiplied by the capacity. Values
/// that do not live at the same time may share memory; the larger ones choose first. What the gradient of a parameter
/// reads rests for one operation more: nothing waits for that gradient, and what comes next should not have to.
/// </summary>
/// <param name="Offsets">The offset of each value that owns workspace memory.</param>
/// <param name="FloatsPerSample">The size of the whole workspace for one sample.</param>
public sealed record MemoryPlan(ImmutableDictionary<Value, int> Offsets, int FloatsPerSample)
{
    public static MemoryPlan Of(Program program)
    {
        List<Lifetime> lifetimes = LifetimesOf(program);
        List<(Lifetime Lifetime, int Offset)> placed = [];
        foreach (Lifetime lifetime in lifetimes.OrderByDescending(lifetime => lifetime.Size).ThenBy(lifetime => lifetime.First))
            placed.Add((lifetime, FirstFit(lifetime, placed)));
        return new MemoryPlan(
            placed.ToImmutableDictionary(item => item.Lifetime.Value, item => item.Offset),
            placed.Select(item => item.Offset + item.Lifetime.Size).DefaultIfEmpty(0).Max());
    }

    private static int FirstFit(Lifetime lifetime, List<(Lifetime Lifetime, int Offset)> placed)
    {
        int offset = 0;
        foreach (var other in placed.Where(other => other.Lifetime.Meets(lifetime)).OrderBy(other => other.Offset))
        {
            if (offset + lifetime.Size <= other.Offset)
                break;
            offset = System.Math.Max(offset, other.Offset + other.Lifetime.Size);
        }

        return offset;
    }

    private static List<Lifetime> LifetimesOf(Program program)
    {
        ImmutableArray<Operation> operations = program.Operations;
        Dictionary<Value, (int First, int Last)> spans = [];
        for (int i = 0; i < operations.Length; i++)
        {
            int last = operations[i].Split.IsBySamples ? i : i + 1;
            foreach (Value value in operations[i].Accesses.Select(access => access.Value!.Storage).Where(value => value.IsInWorkspace))
                spans[value] = spans.TryGetValue(value, out var span) ? (span.First, last) : (i, last);
        }

        // These are read after the last operation.
        foreach (Value value in program.Kept.Where(spans.ContainsKey).Distinct().ToList())
            spans[value] = (spans[value].First, operations.Length);
        return program.Values
            .Where(spans.ContainsKey)
            .Select(value => new Lifetime(value, spans[value].First, spans[value].Last))
            .ToList();
    }

    private sealed record Lifetime(Value Value, int First, int Last)
    {
        public int Size => Value.FloatsPerSample;

        public bool Meets(Lifetime other) => First <= other.Last && other.First <= Last;
    }
}
