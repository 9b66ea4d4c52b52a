using Generator.Tests.Harness;

namespace Generator.Tests.Emit;

/// <summary>Emitted code compiles under C# 13 with nullable on, warnings as errors and no unsafe code.</summary>
public class CompilationTests
{
    [Theory]
    [InlineData("[Network, Input(3), Dense(2), MeanSquaredError] public partial class N;")]
    [InlineData("[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("[Network, Input(3), Dense(4), Softmax, Dense(2), SoftmaxCrossEntropy(Probabilities = true, LabelSmoothing = 0.1f)] internal partial class N;")]
    [InlineData("namespace A.B { partial struct Outer { partial class Inner { [Network, Input(2, 3), Flatten, Dense(2), SoftmaxCrossEntropy] private partial class N; } } }")]
    [InlineData("[Network] [Input(2, 3, 4)] [Flatten, Dense(8), LeakyRelu, Dense(8), Elu(0.5f), Dense(8), Selu, Dense(8), Gelu(Approximate = true), Dense(8), Silu, Dense(8), Sigmoid, Dense(8), Tanh, Dense(8), Softplus, Dense(2), SoftmaxCrossEntropy] public partial class N { public int Own => 1; }")]
    [InlineData("class Dense { } class Epilogue { } class Gg { } [GraphGen.Network, GraphGen.Input(3), GraphGen.Dense(2), GraphGen.MeanSquaredError] public partial class N;")]
    [InlineData("class C { const int Units = 2 + 2; [Network, Input(3), Dense(Units * 2, InitializerScale = 0.5f, Initializer = Initializer.Orthogonal), MeanSquaredError] partial class D { } } partial class C { }", false)]
    public void Compiles(string source, bool compiles = true)
    {
        GeneratorRun run = new("using GraphGen;\n" + source);
        if (compiles)
            Assert.Empty(run.CompilerDiagnostics);
        else
            Assert.NotEmpty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("RunAnalyzers", true)]
    [InlineData("RunAnalyzersDuringBuild", true)]
    [InlineData("Other", false)]
    public void CarriesItsErrorsWhereAnalyzersAreOff(string property, bool carries)
    {
        GeneratorRun run = new(
            new Dictionary<string, string> { ["build_property." + property] = "false" },
            "using GraphGen; [Network, Input(3), Dense(0), MeanSquaredError] public partial class N;");
        Assert.Equal(carries, run.Text.Contains("#error GG0101: Dense(0): 'units' is 0, but must be at least 1"));
    }

    [Fact]
    public void AStubHasTheSamePublicMembers()
    {
        GeneratorRun run = new(
            """
            using System;
            using GraphGen;
            [Network, Input(3), Dense(0), SoftmaxCrossEntropy] public partial class N;
            class User
            {
                float Use()
                {
                    var network = new N(seed: 1);
                    using var training = network.CreateTraining(8, new Adam(1e-3f), threads: 2);
                    using var inference = N.FromFile("x").CreateInference(logits: true);
                    inference.Run(new float[3], new float[2]);
                    return training.Step(new float[3], new int[1]) + N.ParameterCount + N.Summary.Length;
                }
            }
            """);
        Assert.Empty(run.CompilerDiagnostics);
    }
}
