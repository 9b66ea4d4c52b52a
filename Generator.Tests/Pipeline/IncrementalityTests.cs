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
