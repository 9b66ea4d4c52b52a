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
