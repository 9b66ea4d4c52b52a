using System.Text;

namespace Benchmarks.Compiler;

/// <summary>Networks as source text, of as many layers as asked for; operations of a graph count as layers.</summary>
internal static class NetworkText
{
    /// <summary>One stack: dense layers with activations of several kinds between them, and a loss.</summary>
    public static string Chain(string name, int layers, int width)
    {
        string[] activations = ["Relu", "Tanh", "Gelu", "LeakyRelu(0.1f)"];
        StringBuilder text = new($"using GraphGen;\n[Network]\n[Input({width})]\n");
        for (int i = 0; i < layers / 2; i++)
            text.Append($"[Dense({width}), {activations[i % activations.Length]}]\n");
        return text.Append($"[Dense(10), SoftmaxCrossEntropy]\npublic sealed partial class {name};\n").ToString();
    }

    /// <summary>Residual units written out, a layer method each: five layers that the next unit's sum reads around.</summary>
    public static string Residual(string name, int layers, int width)
    {
        int units = layers / 5;
        StringBuilder text = new($"using GraphGen;\n[Network]\npublic sealed partial class {name}\n{{\n");
        for (int i = 0; i < units; i++)
            text.Append($"    [Dense({width}), Relu, Dense({width})] private static partial Node Body{i}(Node x);\n");
        text.Append("    [Dense(10), SoftmaxCrossEntropy] private static partial Node Head(Node x);\n");
        text.Append($"    private static Node Graph([Input({width})] Node x)\n    {{\n");
        for (int i = 0; i < units; i++)
            text.Append($"        x = (Body{i}(x) + x).Relu();\n");
        return text.Append("        return Head(x);\n    }\n}\n").ToString();
    }

    /// <summary>The same by a block that is repeated.</summary>
    public static string Blocks(string name, int layers, int width) => $$"""
        using GraphGen;
        [Network]
        [Input({{width}})]
        [Block<{{name}}Unit>({{width}}, Repeat = {{layers / 5}}), Dense(10), SoftmaxCrossEntropy]
        public sealed partial class {{name}};

        [Block]
        public sealed partial class {{name}}Unit
        {
            [Size] private const int Width = 16;
            [Dense(Width), Relu, Dense(Width)] private static partial Node Body(Node x);
            private static Node Graph(Node x) => (Body(x) + x).Relu();
        }

        """;

    /// <summary>A program without networks: classes that the analyzer looks at and finds nothing in.</summary>
    public static string Others(int classes)
    {
        StringBuilder text = new("namespace Others;\n");
        for (int i = 0; i < classes; i++)
        {
            text.Append($"public class Other{i}\n{{\n");
            for (int j = 0; j < 10; j++)
                text.Append($"    [System.Obsolete] public static int Method{j}(int x) => x + {j};\n");
            text.Append("}\n");
        }

        return text.ToString();
    }
}
