using System.Collections.Immutable;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;

namespace Generator.Tests.Passes;

/// <summary>Values that live at the same time share no memory, and none of it lies idle for want of trying.</summary>
public class MemoryPlanTests
{
    [Fact]
    public void ValuesLieInTheFirstGapThatIsFree()
    {
        foreach (Program program in Programs.All.Select(Fusion.Run))
        {
            MemoryPlan plan = MemoryPlan.Of(program, []);
            (Value Value, int First, int Last)[] lifetimes = [.. plan.Offsets.Keys.Select(value => Lifetime(program, value))];
            List<(Value Value, int First, int Last)> placed = [];
            foreach (var lifetime in lifetimes.OrderByDescending(lifetime => lifetime.Value.FloatsPerSample).ThenBy(lifetime => lifetime.First).ThenBy(lifetime => program.Values.IndexOf(lifetime.Value)))
            {
                bool IsFree(int offset) => !placed.Any(other => other.First <= lifetime.Last && lifetime.First <= other.Last
                    && plan.Offsets[other.Value] < offset + lifetime.Value.FloatsPerSample && offset < plan.Offsets[other.Value] + other.Value.FloatsPerSample);
                int[] candidates = [0, .. placed.Select(other => plan.Offsets[other.Value] + other.Value.FloatsPerSample)];
                Assert.Equal(candidates.Where(IsFree).Min(), plan.Offsets[lifetime.Value]);
                placed.Add(lifetime);
            }

            Assert.Equal(placed.Select(lifetime => plan.Offsets[lifetime.Value] + lifetime.Value.FloatsPerSample).DefaultIfEmpty(0).Max(), plan.FloatsPerSample);
        }
    }

    /// <summary>Vectors that are there once lie behind all samples, one behind the other.</summary>
    [Fact]
    public void VectorsLieOneBehindTheOther()
    {
        int vectors = 0;
        foreach (Program program in Programs.All.Select(Fusion.Run))
        {
            MemoryPlan plan = MemoryPlan.Of(program, []);
            int end = 0;
            foreach (var (value, offset) in plan.VectorOffsets.OrderBy(pair => pair.Value))
            {
                Assert.Equal(ValueKind.Vector, value.Kind);
                Assert.Equal(end, offset);
                end += (value.Shape.Last + 15) / 16 * 16;
                vectors++;
            }

            Assert.Equal(end, plan.VectorFloats);
            Assert.Equal(
                program.Operations.SelectMany(operation => operation.Accesses).Select(access => access.Value!).Where(value => value.Kind == ValueKind.Vector).ToHashSet(),
                plan.VectorOffsets.Keys.ToHashSet());
        }

        Assert.True(vectors > 20);
    }

    /// <summary>
    /// From the first operation that touches a value to the last, or to the end for those that are read after it. What a
    /// parameter's gradient reads rests for one operation more.
    /// </summary>
    private static (Value Value, int First, int Last) Lifetime(Program program, Value value)
    {
        ImmutableArray<Operation> operations = program.Operations;
        int[] touching = [.. Enumerable.Range(0, operations.Length).Where(i => operations[i].Accesses.Any(access => access.Value!.Storage == value))];
        return (value, touching[0], program.Kept.Contains(value) ? operations.Length : touching[^1] + (operations[touching[^1]].Split.IsBySamples ? 0 : 1));
    }
}
