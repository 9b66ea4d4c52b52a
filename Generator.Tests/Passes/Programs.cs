using System.Collections.Immutable;
using Generator.Tests.Harness;
using Generator.Tests.RandomStacks.Drawing;
using Generator.Tests.RandomStacks.Running;
using GraphGen.Generator;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;
using GraphGen.Generator.Read;

namespace Generator.Tests.Passes;

/// <summary>Programs of many meshes, before any pass: random networks and deep ones, for training and for inference.</summary>
internal static class Programs
{
    private const string Deep = """
        [Network]
        public partial class Deep
        {
            [Dense(20), Relu, Block<Unit>(8, Repeat = 4), Dense(12), Tanh, Dense(7), Gelu, Dense(20)] private static partial Node Trunk(Node x);
            [Dense(20), Silu] private static partial Node Shared(Node x);
            [Dense(3), SoftmaxCrossEntropy] private static partial Node Label(Node x);
            [Dense(2), MeanSquaredError] private static partial Node Box(Node x);
            static (Node, Node) Graph([Input(20, Gradient = true)] Node x, [Input(4)] Node y)
            {
                var t = Trunk(x);
                var a = Shared(t);
                var b = Shared(a - t);
                var c = Node.Concat(a, y, b);
                return (Label(c), Box((a * b).Relu() + t));
            }
        }

        [Block]
        public partial class Unit
        {
            [Size] private const int Width = 16;
            [Dense(Width), Relu, Dense(20)] private static partial Node Body(Node x);
            static Node Graph(Node x) => (Body(x) + x).LeakyRelu(0.1f);
        }
        """;

    private const string Normed = """
        [Network]
        public partial class Normed
        {
            [Conv2D(20, 3, Padding = 1), BatchNorm, Relu] private static partial Node Stem(Node x);
            [Conv2D(20, 3, Padding = 1), BatchNorm(Frozen = true)] private static partial Node Still(Node x);
            [BatchNorm] private static partial Node Shared(Node x);
            [GroupNorm(4), LayerNorm, Dropout2D(0.5f), Flatten, Dense(40), BatchNorm, Relu, Dense(3), SoftmaxCrossEntropy] private static partial Node Label(Node x);
            static Node Graph([Input(3, 5, 4, Gradient = true)] Node x)
            {
                var stem = Stem(x);
                return Label((Shared(Still(stem)) + stem).Relu() - Shared(stem));
            }
        }
        """;

    public static ImmutableArray<Program> All { get; } = [.. Sources().SelectMany(Of)];

    private static IEnumerable<string> Sources() =>
    [
        Deep,
        Normed,
        $"[Network, Input(16)]\n{string.Concat(Enumerable.Repeat("[Dense(16), Relu, Dense(48), Tanh]\n", 10))}[Dense(2), Huber] public partial class Chain;",
        .. Enumerable.Range(500, 30).Select(NetworkDrawer.Draw).Where(drawn => drawn.IsRight).Select(drawn => drawn.Source),
    ];

    private static IEnumerable<Program> Of(string source)
    {
        GeneratorRun run = new("using GraphGen;\n" + source, OwnTypes.Source);
        NetworkModel model = (NetworkModel)run.Result.TrackedSteps[NetworkGenerator.ModelStep].Single().Outputs.Single().Value;
        NetworkGraph graph = GraphBuilder.Build(model).Graph!;
        foreach (bool isTraining in new[] { true, false })
        {
            ProgramBuilder builder = new(graph, isTraining);
            builder.AppendForward();
            if (isTraining)
                Gradient.Append(builder);
            yield return builder.ToProgram();
        }
    }
}
