using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Adds a bias behind the maximum that reads it, instead of before: what is added to all elements of a channel leaves the largest the
/// largest, rounded too, and there are fewer of them behind.
/// </summary>
internal static class LateBias
{
    private const string Maximum = "MaxPool.";

    public static Program Run(Program program)
    {
        HashSet<Value> kept = [.. program.Kept];
        ILookup<Value, Operation> touches = program.Operations
            .SelectMany(operation => operation.Accesses.Select(access => (access.Value!.Storage, Operation: operation)).Distinct())
            .ToLookup(touch => touch.Storage, touch => touch.Operation);
        Dictionary<Operation, Operation> replaced = [];
        foreach (Operation producer in program.Forward.Where(HasBiasAlone))
        {
            Value between = producer.Result.Value!;
            Operation[] readers = [.. touches[between.Storage].Where(operation => operation != producer)];
            Operation[] pools = [.. readers.Where(reader => reader.Kernel.StartsWith(Maximum + "Forward", StringComparison.Ordinal))];
            bool areMaxima = readers.All(reader => reader.Kernel.StartsWith(Maximum, StringComparison.Ordinal) && reader.Operands[0].Value == between);
            if (pools.Length != 1 || !areMaxima || kept.Contains(between.Storage))
                continue;
            Operation pool = pools[0];
            replaced[producer] = producer with { Epilogue = [] };
            replaced[pool] = pool with { Epilogue = [.. producer.Epilogue, .. pool.Epilogue] };
        }

        return program with { Forward = program.Forward.Select(operation => replaced.TryGetValue(operation, out Operation other) ? other : operation).ToImmutableArray() };
    }

    private static bool HasBiasAlone(Operation operation) =>
        operation.TakesEpilogue && operation.Epilogue.Length == 1 && operation.Epilogue[0].Factory == "Bias";
}
