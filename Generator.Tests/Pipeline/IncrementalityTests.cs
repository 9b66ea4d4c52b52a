using System.Collections;
using System.Reflection;
using Generator.Tests.Harness;
using GraphGen.Generator;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Pipeline;

/// <summary>What the pipeline caches, and when it runs again.</summary>
public class IncrementalityTests
{
    private const string Network = "using GraphGen;\n[Network, Input(3), Dense(2), MeanSquaredError] public partial class N;";

    [Fact]
    public void AnUnrelatedEditEmitsNothing()
    {
        GeneratorRun run = new(Network, "class Other { }");
        run.Edit(1, "class Other { int _x; }");
        Assert.All(run.Reasons(NetworkGenerator.ModelStep), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(
            run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void WhitespaceAroundTheNetworkEmitsNothing()
    {
        GeneratorRun run = new(Network);
        run.Edit(0, "\n\n// moved\n" + Network);
        Assert.All(run.Reasons(NetworkGenerator.ModelStep), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void AnotherArgumentEmitsAgain()
    {
        GeneratorRun run = new(Network);
        string before = run.Text;
        run.Edit(0, Network.Replace("Dense(2)", "Dense(3)"));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(NetworkGenerator.ModelStep));
        Assert.NotEqual(before, run.Text);
    }

    private const string Uses = "using GraphGen;\n[Network] public partial class N { [Block<B>(6), Dense(2), Huber] private static partial Node A(Node x); static Node Graph([Input(3)] Node x) { var y = A(x); return y; } }";
    private const string Block = "using GraphGen;\n[Block] partial class B { [Size] const int W = 4; [Dense(W), Tanh] private static partial Node Body(Node x); static Node Graph(Node x) => Body(x); }";

    [Fact]
    public void AnUnrelatedEditEmitsNothingForGraphsAndBlocks()
    {
        GeneratorRun run = new(Uses, Block, "class Other { }");
        run.Edit(2, "class Other { int _x; }");
        AssertUnchanged(run);
    }

    /// <summary>Every class with the attribute is read again, since what it names may have changed; nothing behind that is asked.</summary>
    [Fact]
    public void AnUnrelatedEditRunsReadAlone()
    {
        GeneratorRun run = new(Uses, Block, "class Other { }");
        run.Edit(2, "class Other { int _x; }");
        Assert.Equal([NetworkGenerator.ReadStep, NetworkGenerator.ReadBlockStep], OwnStepsThatRan(run));
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(NetworkGenerator.ReadStep));
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(NetworkGenerator.ReadBlockStep));
        AssertUnchanged(run);
    }

    /// <summary>The steps of the last run that were not answered from the cache, without those by which the compiler finds attributes.</summary>
    private static IEnumerable<string> OwnStepsThatRan(GeneratorRun run) => run.Result.TrackedSteps
        .Where(step => step.Key != "Compilation" && !step.Key.Contains("_ForAttribute"))
        .Where(step => step.Value.SelectMany(taken => taken.Outputs).Any(output => output.Reason != IncrementalStepRunReason.Cached))
        .Select(step => step.Key)
        .Order(StringComparer.Ordinal);

    /// <summary>Names of locals, spaces and comments are no part of a model.</summary>
    [Fact]
    public void AnEditThatSaysTheSameEmitsNothing()
    {
        GeneratorRun run = new(Uses, Block);
        run.Edit(0, "// moved\n" + Uses.Replace("var y", "Node   z").Replace("return y", "/* mine */ return (z)"));
        AssertUnchanged(run);
        run.Edit(1, Block.Replace("=> Body(x)", "{ return Body(x); }"));
        AssertUnchanged(run);
    }

    [Theory]
    [InlineData("Dense(W)", "Dense(W + 1)", true, false)]
    [InlineData("const int W = 4", "const int W = 5", false, false)]
    [InlineData("=> Body(x)", "=> Body(x) + 1f", true, false)]
    [InlineData("Node Body(", "Node Trunk(", true, true)]
    [InlineData("=> Body(x)", "=> x / Body(x)", true, false)]
    public void AnEditOfABlockInAnotherFileEmitsTheNetworkAgain(string part, string other, bool changesNetwork, bool changesBlock)
    {
        GeneratorRun run = new(Uses, Block);
        string network = run.TextOf("N.g.cs"), block = run.TextOf("B.g.cs");
        run.Edit(1, Block.Replace(part, other).Replace("=> Body(x)", other.Contains("Trunk") ? "=> Trunk(x)" : "=> Body(x)"));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(NetworkGenerator.ModelStep));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(NetworkGenerator.BlockStep));
        Assert.Equal(changesNetwork, network != run.TextOf("N.g.cs"));
        Assert.Equal(changesBlock, block != run.TextOf("B.g.cs"));
    }

    /// <summary>A constant of another file is read where it is used.</summary>
    [Fact]
    public void AnEditOfAConstantInAnotherFileEmitsAgain()
    {
        GeneratorRun run = new(Uses.Replace("Dense(2)", "Dense(Sizes.Out)").Replace("=> A(x)", "=> Sizes.Scale * A(x)"), Block, "static class Sizes { public const int Out = 2; public const float Scale = 2f; }");
        string before = run.TextOf("N.g.cs");
        run.Edit(2, "static class Sizes { public const int Out = 3; public const float Scale = 2f; }");
        Assert.NotEqual(before, run.TextOf("N.g.cs"));
    }

    /// <summary>A mistake that is mended ends in the text of the right network.</summary>
    [Fact]
    public void AMistakeComesAndGoes()
    {
        GeneratorRun run = new(Uses, Block);
        string before = run.TextOf("N.g.cs");
        run.Edit(1, Block.Replace("Dense(W)", "Dense(0)"));
        Assert.Contains("has errors", run.TextOf("N.g.cs"));
        run.Edit(1, Block);
        Assert.Equal(before, run.TextOf("N.g.cs"));
    }

    private static void AssertUnchanged(GeneratorRun run)
    {
        Assert.All(
            run.Reasons(NetworkGenerator.ModelStep).Concat(run.Reasons(NetworkGenerator.BlockStep)),
            reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(
            run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    /// <summary>Neither right graphs and blocks nor those with mistakes of every kind of place.</summary>
    [Theory]
    [InlineData(Uses, Block)]
    [InlineData("using GraphGen; [Network, Input(3)] partial class N { [Dense(2)] private partial Node A(Node x); static Node Graph(Node x) => H(x); }", "using GraphGen; [Block, Block<B>, Huber] partial class B { [Size] static int W = 3; }")]
    [InlineData("using GraphGen; [Network] partial class N { [Block<B>(1, 2), Dense(2)] private static partial Node A(Node x, Node y); static Node Graph([Input(0)] Node x) { var y = x.Relu(); if (1 > 2) return y; return Node.Slice(A(x, x), 0, 1 << 3); } }", "using GraphGen; [Block] partial class B { [Size] const int W = 4, V = W / 2; [Dense(W * 2 + V), Tanh] private static partial Node Body(Node x); static Node Graph(Node x) { var y = x; Body(x); return Body(x); } }")]
    public void ModelsOfGraphsAndBlocksHoldNothingOfTheCompiler(string network, string block)
    {
        GeneratorRun run = new(network, block);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (string step in new[] { NetworkGenerator.ModelStep, NetworkGenerator.BlockStep })
            Walk(run.Result.TrackedSteps[step].Single().Outputs.Single().Value, seen);
        Assert.True(seen.Count > 20);
    }

    [Fact]
    public void TheModelHoldsNothingOfTheCompiler()
    {
        GeneratorRun run = new("using GraphGen;\nnamespace A { partial class B { [Network, Input(3), Dense(2, Name = \"x\"), Relu, Dense(0), MeanSquaredError] public partial class N { public int Own; } } }");
        object model = run.Result.TrackedSteps[NetworkGenerator.ModelStep].Single().Outputs.Single().Value;
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Walk(model, seen);
        Assert.True(seen.Count > 10);
    }

    private static void Walk(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel or AttributeData, $"The model holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                Walk(item, seen);
        }

        for (Type? type = value.GetType(); type is not null && type.Assembly == typeof(NetworkGenerator).Assembly; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), seen);
        }
    }
}
