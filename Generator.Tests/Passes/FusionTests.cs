using System.Collections.Immutable;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;

namespace Generator.Tests.Passes;

/// <summary>What one sweep of the fusion leaves, looked at from scratch.</summary>
public class FusionTests
{
    [Fact]
    public void NothingIsLeftThatCouldBeFused()
    {
        foreach (Program program in Programs.All)
        {
            Program fused = Verifier.Check(Fusion.Run(program), nameof(Fusion));
            AssertFused(fused.Forward);
            AssertFused(fused.Backward);
            Assert.Equal(Steps(program.Forward), Steps(fused.Forward));
            Assert.Equal(Steps(program.Backward), Steps(fused.Backward));
            Assert.Equal(program.Link, fused.Link);
        }
    }

    /// <summary>A value that somebody reads beside the fused operation is stored, and no other is.</summary>
    [Fact]
    public void WhatIsReadElsewhereIsStored()
    {
        foreach (Program program in Programs.All.Select(Fusion.Run))
        {
            ImmutableArray<Operation> operations = program.Operations;
            Value[] stored = [.. operations.Where(operation => operation.TakesEpilogue).SelectMany(operation => operation.Epilogue)
                .Where(step => step.Factory == "Store").Select(step => step.Operands[0].Value!)];
            Assert.Equal(stored.Length, stored.Distinct().Count());
            Assert.All(stored, value => Assert.True(
                program.Kept.Contains(value.Storage) || operations.SelectMany(operation => operation.Accesses).Any(access => !access.Writes && access.Value!.Storage == value)));
        }
    }

    private static void AssertFused(ImmutableArray<Operation> operations)
    {
        for (int consumer = 0; consumer < operations.Length; consumer++)
        {
            if (operations[consumer].Kernel != Operation.Elementwise)
                continue;
            Value between = operations[consumer].Operands[0].Value!;
            int producer = Enumerable.Range(0, consumer).FirstOrDefault(i => operations[i].TakesEpilogue && operations[i].Result.Value == between, -1);
            if (producer < 0)
                continue;
            Value[] late = [.. operations.Skip(producer + 1).Take(consumer - producer - 1).SelectMany(operation => operation.Accesses)
                .Where(access => access.Writes).Select(access => access.Value!.Storage)];
            Assert.True(
                operations[consumer].Accesses.Any(access => !access.Writes && late.Contains(access.Value!.Storage)),
                $"{operations[consumer].Title} could ride on {operations[producer].Title}.");
        }
    }

    /// <summary>All steps of epilogues but stores, in order of their text: fusion moves them and loses none.</summary>
    private static string[] Steps(ImmutableArray<Operation> operations) => [.. operations.Where(operation => operation.TakesEpilogue)
        .SelectMany(operation => operation.Epilogue)
        .Where(step => step.Factory != "Store")
        .Select(step => $"{step.Factory}({string.Join(", ", step.Operands.Select(operand => operand.Value?.Name ?? operand.Literal))})")
        .Order(StringComparer.Ordinal)];
}
