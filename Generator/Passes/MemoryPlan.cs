using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Where every value of the workspace lies: an offset in floats for one sample, to be multiplied by the capacity. Values
/// that do not live at the same time may share memory; the larger ones choose first. What the gradient of a parameter
/// reads rests for one operation more: nothing waits for that gradient, and what comes next should not have to. A strip is one
/// moment: its first stage comes back for more samples when its last one has had some.
/// </summary>
/// <remarks>Vectors that are there once lie behind all samples, each in memory of its own: they are small, and so nothing waits for their memory.</remarks>
/// <param name="Offsets">The offset of each value that owns workspace memory.</param>
/// <param name="FloatsPerSample">The size of the whole workspace for one sample.</param>
public sealed record MemoryPlan(IReadOnlyDictionary<Value, int> Offsets, int FloatsPerSample)
{
    /// <summary>The offset in floats of each vector behind all samples.</summary>
    public IReadOnlyDictionary<Value, int> VectorOffsets { get; init; } = new Dictionary<Value, int>();

    /// <summary>The floats of all vectors.</summary>
    public int VectorFloats { get; init; }

    public static MemoryPlan Of(Program program, ImmutableArray<Strip> strips)
    {
        // By their offsets.
        List<Lifetime> placed = [];
        foreach (Lifetime lifetime in LifetimesOf(program, strips).OrderByDescending(lifetime => lifetime.Size).ThenBy(lifetime => lifetime.First))
            Place(lifetime, placed);
        return new MemoryPlan(
            placed.ToDictionary(lifetime => lifetime.Value, lifetime => lifetime.Offset),
            placed.Select(lifetime => lifetime.Offset + lifetime.Size).DefaultIfEmpty(0).Max())
            .WithVectors(program);
    }

    private MemoryPlan WithVectors(Program program)
    {
        Dictionary<Value, int> offsets = [];
        int floats = 0;
        foreach (Value value in program.Operations.SelectMany(operation => operation.Accesses).Select(access => access.Value!).Where(value => value.Kind == ValueKind.Vector).Distinct())
        {
            offsets.Add(value, floats);
            floats += (value.Shape.Last + 15) / 16 * 16;
        }

        return this with { VectorOffsets = offsets, VectorFloats = floats };
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

    private static IEnumerable<Lifetime> LifetimesOf(Program program, ImmutableArray<Strip> strips)
    {
        ImmutableArray<Operation> operations = program.Operations;
        Dictionary<Value, Lifetime> lifetimes = [];
        for (int i = 0; i < operations.Length; i++)
        {
            Strip? strip = strips.FirstOrDefault(strip => i >= strip.First && i <= strip.Last);
            int first = strip?.First ?? i, last = strip?.Last ?? (operations[i].Split.IsBySamples ? i : i + 1);
            foreach (Value value in operations[i].Accesses.Select(access => access.Value!.Storage).Where(value => value.IsInWorkspace))
            {
                if (!lifetimes.TryGetValue(value, out Lifetime lifetime))
                    lifetimes.Add(value, lifetime = new Lifetime(value, first));
                lifetime.Last = last;
            }
        }

        // These are read after the last operation.
        foreach (Value value in program.Kept)
        {
            if (lifetimes.TryGetValue(value, out Lifetime lifetime))
                lifetime.Last = operations.Length;
        }

        return program.Values.Where(lifetimes.ContainsKey).Select(value => lifetimes[value]);
    }

    /// <summary>A value between the first operation that touches it and the last.</summary>
    private sealed class Lifetime(Value value, int first)
    {
        public readonly Value Value = value;
        public readonly int Size = value.FloatsPerSample;
        public readonly int First = first;
        public int Last;
        public int Offset;
    }
}
