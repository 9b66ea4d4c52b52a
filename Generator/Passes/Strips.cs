using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Stages that stand side by side and run over a few samples at a time: what one leaves of large pictures is still in a
/// near cache for the next, which would have to fetch the whole batch from far away otherwise. Every stage of a strip is cut by samples,
/// and keeps to its own samples of all that the strip writes.
/// </summary>
/// <param name="First">The first stage.</param>
/// <param name="Last">The last stage.</param>
/// <param name="FloatsPerSample">What the strip touches of the workspace for one sample.</param>
/// <param name="Locals">Values that nothing outside sees: they take memory for some samples only.</param>
public sealed record Strip(int First, int Last, int FloatsPerSample, ImmutableHashSet<Value> Locals)
{
    /// <summary>Floats of one sample's value that are worth a strip: 16 KiB.</summary>
    private const int WorthFloats = 4096;

    /// <summary>The bytes of a weight that is no burden to the near cache if it is read again for every few samples.</summary>
    private const long MostWeight = 128 << 10;

    /// <summary>The same for a weight that is transposed each time.</summary>
    private const long MostTransposed = 16 << 10;

    /// <summary>The rows of a sample that make up for tiles that end at the last sample of a few.</summary>
    private const int LeastVectors = 32;

    /// <summary>The strips of a program; the passes keep apart, since a session may run them by themselves.</summary>
    public static ImmutableArray<Strip> Of(Program program)
    {
        ImmutableArray<Operation> operations = program.Operations;
        int link = program.Forward.Length, backward = link + program.Link.Length;
        Dictionary<Value, (int First, int Last)> uses = UsesOf(program);
        List<Strip> strips = [];
        foreach (var (start, end) in new[] { (0, link), (backward, operations.Length) })
        {
            for (int first = start; first < end;)
            {
                int stop = first;
                HashSet<Value> written = [];
                while (stop < end && Fits(operations, first, stop, written))
                    stop++;
                if (Trim(operations, first, stop - 1) is var (from, to))
                    strips.Add(Make(operations, from, to, uses));
                first = stop > first ? stop : first + 1;
            }
        }

        return strips.ToImmutableArray();
    }

    /// <summary>Whether a stage may follow those from the first on.</summary>
    private static bool Fits(ImmutableArray<Operation> operations, int first, int stage, HashSet<Value> written)
    {
        Operation operation = operations[stage];
        if (!operation.Split.IsBySamples || !operation.Updates.IsEmpty || !IsLight(operation))
            return false;
        HashSet<Value> writes = [.. operation.Accesses.Where(access => access.Writes).Select(access => access.Value!.Storage)];
        for (int i = first; i <= stage; i++)
        {
            foreach (Operand access in operations[i].Accesses)
            {
                Value storage = access.Value!.Storage;
                if (!access.OwnRows && (writes.Contains(storage) || (i == stage && written.Contains(storage))))
                    return false;
            }
        }

        written.UnionWith(writes);
        return true;
    }

    private static bool IsLight(Operation operation)
    {
        // These take tiles of many samples at a time themselves.
        if (operation.Kernel.StartsWith("Winograd.", StringComparison.Ordinal))
            return false;
        Split split = operation.Split;
        if (split.SharedBytes == 0)
            return true;
        return split.SharedBytes <= (operation.Kernel == "Convolution.BackwardData" ? MostTransposed : MostWeight)
            && split.FlopsPerSample / 2 * sizeof(float) / split.SharedBytes >= LeastVectors;
    }

    /// <summary>The part of a run from the first stage that touches a large value of another one to the last; null if there is none.</summary>
    private static (int First, int Last)? Trim(ImmutableArray<Operation> operations, int first, int last)
    {
        int[] sharing =
        [
            .. Enumerable.Range(first, last - first + 1).SelectMany(stage => LargeOf(operations[stage]).Select(value => (Value: value, Stage: stage)))
                .GroupBy(touch => touch.Value)
                .Where(touches => touches.Count() > 1)
                .SelectMany(touches => touches.Select(touch => touch.Stage)),
        ];
        return sharing.Length == 0 ? null : (sharing.Min(), sharing.Max());
    }

    private static Strip Make(ImmutableArray<Operation> operations, int first, int last, Dictionary<Value, (int First, int Last)> uses)
    {
        HashSet<Value> touched = [];
        for (int i = first; i <= last; i++)
            touched.UnionWith(operations[i].Accesses.Select(access => access.Value!.Storage).Where(value => value.IsInWorkspace));
        return new Strip(
            first,
            last,
            touched.Sum(value => value.FloatsPerSample),
            [.. touched.Where(value => value.Kind == ValueKind.Workspace && uses[value].First >= first && uses[value].Last <= last)]);
    }

    private static IEnumerable<Value> LargeOf(Operation operation) => operation.Accesses
        .Select(access => access.Value!.Storage)
        .Where(value => value.FloatsPerSample >= WorthFloats)
        .Distinct();

    /// <summary>The first and the last stage that touch each value; what is read from outside is touched at the end.</summary>
    private static Dictionary<Value, (int First, int Last)> UsesOf(Program program)
    {
        ImmutableArray<Operation> operations = program.Operations;
        Dictionary<Value, (int First, int Last)> uses = [];
        for (int i = 0; i < operations.Length; i++)
        {
            foreach (Operand access in operations[i].Accesses)
            {
                Value storage = access.Value!.Storage;
                uses[storage] = (uses.TryGetValue(storage, out var use) ? use.First : i, i);
            }
        }

        foreach (Value value in program.Kept)
        {
            if (uses.TryGetValue(value, out var use))
                uses[value] = (use.First, operations.Length);
        }

        return uses;
    }
}
