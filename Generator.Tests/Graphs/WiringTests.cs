using Generator.Tests.Harness;

namespace Generator.Tests.Graphs;

/// <summary>How a Graph is read, and what it becomes.</summary>
public class WiringTests
{
    private const string Usings = "using GraphGen;\n";

    /// <summary>Arguments bind to the parameters that they name.</summary>
    [Theory]
    [InlineData("Node.MatMul(right: b, left: a)", "Node.MatMul(a, b)")]
    [InlineData("Node.Slice(length: 2, start: 1, value: a)", "Node.Slice(a, 1, 2)")]
    [InlineData("Join(y: b, x: a)", "Join(a, b)")]
    public void NamedArgumentsMayStandInAnyOrder(string named, string ordered)
    {
        static string Text(string expression) => new GeneratorRun(
            $$"""
            using GraphGen;
            [Network]
            public sealed partial class N
            {
                [Block<B>] private static partial Node Join(Node x, Node y);
                static (Node, Node) Graph([Input(3, 3, Gradient = true)] Node a, [Input(3, 3)] Node b) => ({{expression}}, b);
            }
            [Block]
            public sealed partial class B
            {
                static Node Graph(Node x, Node y) => x - y;
            }
            """).Result.GeneratedSources.Single(source => source.HintName == "N.g.cs").SourceText.ToString();
        Assert.Equal(Text(ordered), Text(named));
    }

    /// <summary>Names that emitted calls use themselves, and names that differ in their first letter's case only.</summary>
    [Theory]
    [InlineData("count", "frame")]
    [InlineData("frame", "call")]
    [InlineData("call", "count")]
    [InlineData("batch", "targets")]
    [InlineData("a", "A")]
    [InlineData("@class", "target")]
    public void InputsMayHaveAnyName(string first, string second)
    {
        foreach (string losses in (string[])["", "Label(x);", "Label(x); Box(x);"])
        {
            GeneratorRun run = new(
                $$"""
                using GraphGen;
                [Network]
                public sealed partial class N
                {
                    [Dense(3)] private static partial Node Body(Node x);
                    [MeanSquaredError] private static partial Node Label(Node x);
                    [MeanSquaredError] private static partial Node Box(Node x);
                    static (Node count, Node frame, Node call) Graph([Input(3)] Node {{first}}, [Input(3)] Node {{second}})
                    {
                        var x = Body({{first}} + {{second}});
                        {{losses}}
                        return (x, x, x);
                    }
                }
                """);
            Assert.Empty(run.CompilerDiagnostics);
        }
    }

    /// <summary>The stand-in for a network in error has no loss to name its target by.</summary>
    [Fact]
    public void AStubMayHaveAnInputNamedTarget() => Assert.Empty(new GeneratorRun(
        Usings + "[Network] public sealed partial class N { static Node Graph([Input(0)] Node target) => -target; }").CompilerDiagnostics);

    /// <summary>A gradient that passes from an output to an input, and meets no kernel on its way.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("x + 1f")]
    [InlineData("Flat(x)")]
    public void AnInputMayBeAnOutput(string result) => Assert.Empty(new GeneratorRun(
        Usings + "[Network] public sealed partial class N { [Flatten] private static partial Node Flat(Node x);"
        + $"static (Node, Node) Graph([Input(2, 16, Gradient = true)] Node x) => ({result}, Flat(x)); }}").CompilerDiagnostics);

    /// <summary>The C# compiler reports the second attribute; the generator does not fall over it.</summary>
    [Fact]
    public void AnAttributeMayStandOnTwoPartsInOneFile() => Assert.All(
        new GeneratorRun(Usings + "[Network, Input(3), Dense(2)] public partial class N; [Network] public partial class N; [Block] partial class B; [Block] partial class B;").CompilerDiagnostics,
        diagnostic => Assert.Equal("CS0579", diagnostic.Id));
}
