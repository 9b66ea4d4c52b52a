using Generator.Tests.Harness;

namespace Generator.Tests.Emit;

/// <summary>Emitted text, one snapshot for each concept; what is emitted is meant to be read.</summary>
public class SnapshotTests
{
    [Fact]
    public Task Classifier() => Verifier.Verify(new GeneratorRun(
        """
        using GraphGen;

        namespace Demo;

        [Network]
        [Input(784)]
        [Dense(128), Relu, Dropout(0.2f)]
        [Dense(10), SoftmaxCrossEntropy]
        public sealed partial class Digits;
        """).Text);

    [Fact]
    public Task Nested() => Verifier.Verify(new GeneratorRun(
        """
        using GraphGen;

        namespace Demo;

        public static partial class Outer
        {
            /// <summary>Sequences, a layer that saves its input, and a reshape that padding forbids to be a view.</summary>
            [Network, Input(4, 6)]
            [Dense(5, Bias = false, Name = "first"), Gelu, Reshape(2, 10)]
            [Dense(3, Frozen = true), MeanSquaredError(Weight = 0.5f)]
            internal sealed partial class Sequence;
        }
        """).Text);

    [Fact]
    public Task Pictures() => Verifier.Verify(new GeneratorRun(
        """
        using GraphGen;

        namespace Demo;

        /// <summary>Pictures channels last, running statistics, a transformed weight, and stages over a few samples at a time.</summary>
        [Network]
        [Input(3, 20, 20)]
        [Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
        [Conv2D(32, 3), Relu, MaxPool2D(2), Flatten]
        [Dense(10), SoftmaxCrossEntropy]
        public sealed partial class Things;
        """).Text);

    [Fact]
    public Task Graph() => Verifier.Verify(new GeneratorRun(
        """
        using GraphGen;

        namespace Demo;

        /// <summary>Two inputs, a repeated block, shared weights, and two losses.</summary>
        [Network]
        public sealed partial class Detector
        {
            [Dense(24), Relu, Block<Residual>(40, Repeat = 2)]
            private static partial Node See(Node image);

            [Embedding(100, 24), MeanOverTime]
            private static partial Node Read(Node words);

            [Dense(16), Tanh]
            private static partial Node Share(Node x);

            [Dense(10), SoftmaxCrossEntropy]
            private static partial Node Label(Node x);

            [Dense(4), Huber(Weight = 0.5f)]
            private static partial Node Box(Node x);

            private static (Node Label, Node Box) Graph(
                [Input(20, Gradient = true)] Node image,
                [Input(6, Type = InputType.Int32)] Node words)
            {
                var left = Share(See(image));
                var right = Share(Read(words));
                var both = Node.Concat(left, 1f - right);
                return (Label(both), Box(left * right));
            }
        }
        """,
        """
        using GraphGen;

        namespace Demo;

        [Block]
        public sealed partial class Residual
        {
            [Size] private const int Width = 16;

            [Dense(Width), Relu, Dense(24)]
            private static partial Node Body(Node x);

            private static Node Graph(Node x) => (Body(x) + x).Relu();
        }
        """).Result.GeneratedSources[0].SourceText.ToString());

    [Fact]
    public Task InError() => Verifier.Verify(new GeneratorRun(
        """
        using GraphGen;

        [Network]
        [Input(4)]
        [Dense(0), SoftmaxCrossEntropy]
        public sealed partial class Wrong;
        """).Text);

    [Fact]
    public void NoneDangles() => Assert.Empty(Verifier.Dangling(typeof(SnapshotTests)));
}
