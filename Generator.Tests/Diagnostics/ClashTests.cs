using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generator.Tests.Diagnostics;

/// <summary>Members and names of the user's beside those of the emitted half.</summary>
public class ClashTests
{
    private const string OneLoss = "[Dense(2), MeanSquaredError] private static partial Node A(Node x); static Node Graph([Input(3)] Node x) => A(x); ";
    private const string TwoLosses = "[Dense(2), MeanSquaredError] private static partial Node A(Node x); [Dense(2), Huber] private static partial Node B(Node x); static (Node, Node) Graph([Input(3)] Node x) => (A(x), B(x)); ";

    [Theory]
    [InlineData("GG0008", "[Network] public partial class N { " + TwoLosses + "public struct [|Batch|]; }", "[Network] public partial class N { " + OneLoss + "public struct Batch; }")]
    [InlineData("GG0008", "[Network] public partial class N { " + TwoLosses + "public int [|Targets|] => 3; }", "[Network] public partial class N { " + OneLoss + "public int Targets => 3; }")]
    [InlineData("GG0008", "[Network] public partial class N { [Dense(2)] private static partial Node [|Summary|](Node x); static Node Graph([Input(3)] Node x) => Summary(x); }", "[Network] public partial class N { [Dense(2)] private static partial Node Summarize(Node x); static Node Graph([Input(3)] Node x) => Summarize(x); }")]
    [InlineData("GG0008", "[Network] public partial class N { " + OneLoss + "class [|Training|]; }", "[Network] public partial class N { " + OneLoss + "class Trainer; }")]
    [InlineData("GG0008", "[Network] public partial class N { " + OneLoss + "void [|CreateInference|]() { } }", "[Network] public partial class N { " + OneLoss + "void Create() { } }")]
    [InlineData("GG0008", "[Network, Input(3), Dense(2)] public partial class [|Training|];", "[Network, Input(3), Dense(2)] public partial class Trained;")]
    [InlineData("GG0008", "[Network, Input(3), Dense(2)] public partial class [|Diagram|];", "[Network, Input(3), Dense(2)] public partial class Batch;")]
    public void Clashes(string id, string wrong, string right)
    {
        Analysis.Expect(id, wrong);
        Analysis.ExpectNone(right);
    }

    /// <summary>Whatever is emitted, a member of the user's by its name is told.</summary>
    [Fact]
    public void EveryEmittedNameIsGuarded()
    {
        string source = "using GraphGen; [Network] public partial class N { " + TwoLosses + "}";
        var emitted = new GeneratorRun(source).Result.GeneratedSources.Single().SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First();
        string[] names = [.. emitted.Members
            .Where(member => !member.Modifiers.Any(modifier => modifier.ValueText == "partial") && member is not ConstructorDeclarationSyntax)
            .Select(member => member switch
            {
                BaseFieldDeclarationSyntax field => field.Declaration.Variables.Single().Identifier.ValueText,
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                _ => throw new InvalidOperationException(member.ToString()),
            })];
        Assert.Contains("Batch", names);
        foreach (string name in names.Distinct())
            Analysis.Expect("GG0008", "[Network] public partial class N { " + TwoLosses + $"void [|{name}|](string other) {{ }} }}");
    }

    /// <summary>Names that emitted code has for something else, that C# keeps, or that differ by case alone.</summary>
    [Theory]
    [InlineData("batch")]
    [InlineData("call")]
    [InlineData("count")]
    [InlineData("frame")]
    [InlineData("targets")]
    [InlineData("w")]
    [InlineData("input")]
    [InlineData("output")]
    [InlineData("target")]
    [InlineData("loss")]
    [InlineData("network")]
    [InlineData("optimizer")]
    [InlineData("threads")]
    [InlineData("s_layout")]
    [InlineData("dense1")]
    [InlineData("a")]
    [InlineData("x", "X")]
    [InlineData("@class", "@event")]
    [InlineData("größe", "_1")]
    public void AnyNameServes(string name, string other = "other")
    {
        Analysis.ExpectNone($"[Network] public partial class N {{ [Dense(2), MeanSquaredError] private static partial Node A(Node {name}); static Node Graph([Input(3)] Node {name}, [Input(3)] Node {other}) => A({name} + {other}); }}");
        Analysis.ExpectNone($"[Network] public partial class N {{ [Dense(2), MeanSquaredError] private static partial Node A(Node x); [Dense(2), MeanSquaredError] private static partial Node B(Node x); static (Node {name}, Node {other}) Graph([Input(3)] Node {name}) => (A({name}), B({name})); }}");
        if (name != "s_layout")
            Analysis.ExpectNone($"[Network] public partial class M {{ [Dense(2), MeanSquaredError] private static partial Node {name}(Node x); [Dense(2), Hinge] private static partial Node Other(Node {name}); static (Node, Node) Graph([Input(3)] Node p, [Input(3)] Node {other}) => ({name}(p + {other}), Other(p)); }}");
    }

    [Fact]
    public void ClassesMayDifferByCaseAlone()
    {
        GeneratorRun run = new("using GraphGen; [Network, Input(3), Dense(2)] public partial class Net; [Network, Input(3), Dense(2)] public partial class NET; [Block] partial class nET { [Relu] private static partial Node A(Node x); static Node Graph(Node x) => A(x); }");
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(["NET.g.cs", "Net.2.g.cs", "nET.3.g.cs"], run.Result.GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AClassMayHaveTheNameOfAKeyword() => Analysis.ExpectNone(
        "namespace @is { partial class @in { [Network] public partial class @class { " + TwoLosses + "} [Network, Input(3), Dense(2), Huber] partial class @base; [Block] partial class @new { [Relu] private static partial Node @static(Node x); static Node Graph(Node x) => @static(x); } } }");

    /// <summary>Two losses that Graph does not call give no Batch, and nothing to clash with.</summary>
    [Fact]
    public void WhatIsNotEmittedDoesNotClash() => Assert.Equal(
        ["GG0204"],
        Analysis.Run("using GraphGen; [Network] public partial class N { public struct Batch; [Dense(2), MeanSquaredError] private static partial Node A(Node x); [Huber] private static partial Node B(Node x); static Node Graph([Input(3)] Node x) => A(x); }").Select(diagnostic => diagnostic.Id));
}
