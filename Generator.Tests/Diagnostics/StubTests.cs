using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>What stands in for a network in error: code that uses the network has no errors of its own.</summary>
public class StubTests
{
    private const string Members =
        """
            [Dense(16), Relu, Block<Residual>(24, Repeat = 2)] private static partial Node See(Node image);
            [Dense(16), Tanh] private static partial Node Read(Node words);
            [Dense(2), SoftmaxCrossEntropy] private static partial Node Label(Node x);
            [Dense(2), Huber(Weight = 0.5f)] private static partial Node Box(Node x);
        """;

    private const string Graph =
        """
            static (Node Label, Node Where) Graph([Input(6, Gradient = true)] Node left, [Input(4)] Node right)
            {
                var x = See(left) + 0.5f * Read(right);
                return (Label(x), Box(x));
            }
        """;

    private const string Residual =
        """
        [Block]
        public sealed partial class Residual
        {
            [Size] private const int Width = 8;
            [Dense(Width), Relu, Dense(16)] private static partial Node Body(Node x);
            static Node Graph(Node x) => (Body(x) + x).Relu();
        }
        """;

    private const string Right = "[Network] public sealed partial class N {\n" + Members + Graph + "}\n" + Residual;

    private const string User =
        """
        class User
        {
            static float Use(float[] left, float[] right, int[] label, float[] box)
            {
                var network = new N(seed: 7);
                using var training = network.CreateTraining(8, new Adam(1e-3f), threads: 2, frames: 2);
                float loss = training.Step(new N.Batch { Left = left, Right = right, Label = label, Box = box, Count = 1 });
                training.ZeroGradients();
                training.Forward(left, right, count: 1, frame: 1);
                loss += training.Backward(new N.Targets { Label = label, Box = box }, frame: 1);
                training.BackwardFromGradients(box, where: box, frame: 0);
                training.ReadInputGradient("left", left);
                training.ReadNode("see", left);
                training.ApplyGradients();
                training.SetLossWeight("box", 2f);
                using N.Inference inference = N.FromFile("x").CreateInference(batchSize: 1, threads: 1, logits: true);
                inference.Run(left: left, right: right, label: right, where: box, count: 1);
                return loss + training.LastLosses["box"] + N.ParameterCount + N.FlopsPerSample + N.WorkspaceBytesPerSample + N.Summary.Length + N.Diagram.Length;
            }
        }
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("Dense(16), Relu,", "Dense(0), Relu,")]
    [InlineData("Dense(16), Relu,", "Dense(Unknown), Relu,")]
    [InlineData("Dense(16), Tanh", "Dense(17), Tanh")]
    [InlineData("Dense(2), Huber(Weight = 0.5f)", "Dense(2), Huber(Weight = 0.5f), Relu")]
    [InlineData("var x = See(left)", "if (left.Equals(right)) return (left, right); var x = See(left)")]
    [InlineData("var x = See(left)", "var x = Unknown(left)")]
    [InlineData("return (Label(x), Box(x));", "return (Label(x), Box(Box(x)));")]
    [InlineData("return (Label(x), Box(x));", "return (Label(x), Box(x)")]
    [InlineData("return (Label(x), Box(x));", "")]
    [InlineData("[Input(4)] Node right", "Node right")]
    [InlineData("[Input(4)] Node right", "[Input(0)] Node right")]
    [InlineData("[Input(4)] Node right", "[Input(4), Input(4)] Node right")]
    [InlineData("static (Node Label, Node Where) Graph", "(Node Label, Node Where) Graph")]
    [InlineData("static (Node Label, Node Where) Graph", "static (Node Label, Node Where) Graph<T>")]
    [InlineData("static (Node Label, Node Where) Graph", "[Relu] static (Node Label, Node Where) Graph")]
    [InlineData("private static partial Node See(Node image)", "private static partial Node See(Node image, int other)")]
    [InlineData("private static partial Node See(Node image)", "private partial Node See(Node image)")]
    [InlineData("[Network]", "[Network, Input(3), Dense(4)]")]
    [InlineData("[Dense(Width), Relu, Dense(16)]", "[Dense(Width), Relu, Dense(16), MeanSquaredError]")]
    [InlineData("[Size] private const int Width = 8;", "[Size] private const long Width = 8;")]
    [InlineData("[Dense(Width), Relu, Dense(16)]", "[Block<Residual>, Dense(16)]")]
    [InlineData("static Node Graph(Node x)", "static Node Wiring(Node x)")]
    public void NothingFollowsForTheUser(string part, string wrong)
    {
        string source = part.Length == 0 ? Right : Right.Replace(part, wrong);
        Assert.Equal(part.Length > 0, source != Right);
        GeneratorRun run = new("using GraphGen;\n" + source, "using GraphGen;\n" + User);
        if (part.Length == 0)
            Assert.Empty(run.CompilerDiagnostics);
        else
            Assert.True(Analysis.Run(run).Length > 0 || run.CompilerDiagnostics.Length > 0);
        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => diagnostic.Location.GetLineSpan().Path != "File0.cs");
        Assert.All(Analysis.Run(run), diagnostic => Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path));
    }

    [Theory]
    [InlineData("[Network, Input(3), Dense(2)] public partial class N;")]
    [InlineData("[Network, Input(3), Dense(2), MeanSquaredError] public partial class N;")]
    [InlineData("[Network, Input(3), Dense(2), SoftmaxCrossEntropy] public partial class N;")]
    [InlineData("[Network, Input(3), Dense(2), SoftmaxCrossEntropy(Probabilities = true)] public partial class N;")]
    [InlineData(Right)]
    [InlineData("[Network] public partial class N { [Dense(2), Huber] private static partial Node A(Node x); static Node Graph([Input(3)] Node frame, [Input(3)] Node Frame) => A(frame + Frame); }")]
    [InlineData("[Network] public partial class N { [Dense(2), Huber] private static partial Node A(Node x); [Dense(2), Hinge] private static partial Node B(Node x); static (Node, Node x, Node) Graph([Input(3)] Node a, [Input(3)] Node b) => (A(a), b, B(b)); }")]
    public void ItHasThePublicMembersOfTheNetwork(string source)
    {
        string[] members = PublicMembers(new GeneratorRun("using GraphGen;\n" + source));
        Assert.True(members.Length > 10);
        string wrong = source.Contains("Dense(16)") ? source.Replace("Dense(16)", "Dense(0)") : source.Replace("Dense(2)", "Dense(0)");
        Assert.Empty(members.Except(PublicMembers(new GeneratorRun("using GraphGen;\n" + wrong))));
        if (source.Contains("return"))
            Assert.Empty(members.Except(PublicMembers(new GeneratorRun("using GraphGen;\n" + source.Replace("return", "while (true) return")))));
    }

    private static string[] PublicMembers(GeneratorRun run)
    {
        INamedTypeSymbol network = run.Whole.GetTypeByMetadataName("N")!;
        return [.. network.GetMembers().Concat(network.GetTypeMembers().SelectMany(type => type.GetMembers()))
            .Where(member => member.DeclaredAccessibility is Accessibility.Public && member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet })
            .Select(member => member.ToDisplayString(s_format))
            .Where(member => !member.EndsWith("Dispose()", StringComparison.Ordinal))];
    }

    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut)
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType);
}
