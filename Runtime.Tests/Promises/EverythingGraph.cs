using GraphGen.Tests.Graphs;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Promises;

/// <summary>Every operation, every loss and every layer that a graph may have, several panels wide and of odd sizes.</summary>
[Network]
internal sealed partial class EverythingGraph
{
    [Dense(70), Gelu, Dropout(0.2f)] private static partial Node Lift(Node x);
    [Embedding(50, 70), MeanOverTime] private static partial Node Read(Node words);
    [Dense(33)] private static partial Node Query(Node x);
    [Dense(33, Bias = false)] private static partial Node Key(Node x);
    [Dense(70)] private static partial Node Value(Node x);
    [Dense(1), Sigmoid] private static partial Node Gain(Node x);
    [Dense(70, Frozen = true), Tanh] private static partial Node Fixed(Node x);
    [Block<Residual>(37, Repeat = 2)] private static partial Node Deepen(Node x);
    [Dense(17), LeakyRelu(0.2f)] private static partial Node Narrow(Node x);
    [Dense(35), Elu, Dense(18), Gelu(Approximate = true), Dropout(0.3f), Dense(17), Pointwise<Softsign>] private static partial Node Shared(Node x);
    [Reshape(2, 5, 7), Flatten] private static partial Node Fold(Node x);

    [Dense(34), SoftmaxCrossEntropy(LabelSmoothing = 0.1f)] private static partial Node Label(Node x);
    [Dense(19), SoftmaxCrossEntropy(Probabilities = true, Weight = 0.5f)] private static partial Node Soft(Node x);
    [Dense(33), BinaryCrossEntropy(PositiveWeight = 2f)] private static partial Node Yes(Node x);
    [Dense(5), MeanSquaredError] private static partial Node Square(Node x);
    [Dense(18), MeanAbsoluteError(Weight = 0.25f)] private static partial Node Line(Node x);
    [Dense(3), Huber(Delta = 0.5f)] private static partial Node Bent(Node x);
    [Dense(20), KLDivergence] private static partial Node Shares(Node x);
    [Dense(7), Hinge(Weight = 2f)] private static partial Node Margin(Node x);
    [Dense(17), Loss<PseudoHuber>] private static partial Node Own(Node x);
    [Dense(6), SoftmaxCrossEntropy] private static partial Node Steps(Node x);

    private static (Node Label, Node Soft, Node Yes, Node Square, Node Line, Node Bent, Node Shares, Node Margin, Node Own, Node Steps, Node Code) Graph(
        [Input(5, 37, Gradient = true)] Node x, [Input(6, Type = InputType.Int32)] Node words, [Input(5, 5, Gradient = true)] Node mask)
    {
        var lifted = Lift(x);                                                                    // 5, 70
        var v = Value(lifted) * Read(words) - Gain(lifted);
        var weights = (Node.MatMul(Query(lifted), Node.Transpose(Key(lifted))) * 0.2f + mask).Softmax();
        var attended = Fixed(Node.MatMul(weights, v) + lifted);
        var mean = Node.Mean(attended, 0);                                                       // 70
        var most = Node.Max(Node.Transpose(attended), -1);
        var sum = Node.Sum(Node.Slice(attended, 1, 3, axis: 0), 0).Silu();
        var mixed = (1f - mean) * most + 0.5f * Fold(sum) - (-mean).Softplus();
        var narrow = Narrow(mixed);                                                              // 17
        var deep = Deepen(narrow);
        var code = Shared(Shared(deep)) + Shared(narrow) * 0.5f;
        var forms = code.Relu() + code.LeakyRelu(0.1f) + code.Elu(0.7f) + code.Selu() + code.Gelu() + code.Silu() + code.Sigmoid() + code.Tanh()
            + code.Softplus() + code.Softmax() + code.Pointwise<Cube>();
        var joined = Node.Concat(code, forms, Node.Slice(mixed, 3, 21), narrow);                 // 72
        return (Label(joined), Soft(code), Yes(joined), Square(forms), Line(code), Bent(joined), Shares(code), Margin(narrow), Own(joined), Steps(attended), code - narrow);
    }
}

/// <summary>Samples for <see cref="EverythingGraph"/>.</summary>
internal sealed record EverythingData(int Count, int Seed)
{
    private readonly float[] _x = Samples.Numbers(Count * 185, Seed);
    private readonly int[] _words = Samples.Indices(Count * 6, 50, Seed);
    private readonly float[] _mask = Samples.Numbers(Count * 25, Seed + 1);
    private readonly int[] _label = Samples.Indices(Count, 34, Seed);
    private readonly float[] _soft = Positive(Count * 19, Seed + 2, 19);
    private readonly float[] _yes = [.. Samples.Indices(Count * 33, 2, Seed + 3).Select(value => (float)value)];
    private readonly float[] _square = Samples.Numbers(Count * 5, Seed + 4);
    private readonly float[] _line = Samples.Numbers(Count * 18, Seed + 5);
    private readonly float[] _bent = Samples.Numbers(Count * 3, Seed + 6);
    private readonly float[] _shares = Positive(Count * 20, Seed + 7, 20);
    private readonly float[] _margin = [.. Samples.Indices(Count * 7, 2, Seed + 8).Select(value => 2f * value - 1f)];
    private readonly float[] _own = Samples.Numbers(Count * 17, Seed + 9);
    private readonly int[] _steps = Samples.Indices(Count * 5, 6, Seed + 10);
    private readonly float[] _gradients = Samples.Numbers(Count * 34, Seed + 11);

    public static int[] OutputColumns { get; } = [34, 19, 33, 5, 18, 3, 20, 7, 17, 30, 17];

    public EverythingGraph.Batch Batch => new()
    {
        X = _x, Words = _words, Mask = _mask, Label = _label, Soft = _soft, Yes = _yes, Square = _square, Line = _line, Bent = _bent,
        Shares = _shares, Margin = _margin, Own = _own, Steps = _steps,
    };

    public EverythingGraph.Targets Targets => new()
    {
        Label = _label, Soft = _soft, Yes = _yes, Square = _square, Line = _line, Bent = _bent, Shares = _shares, Margin = _margin, Own = _own, Steps = _steps,
    };

    public void Forward(EverythingGraph.Training session, int frame = 0) => session.Forward(_x, _words, _mask, frame: frame);

    public void BackwardFromGradients(EverythingGraph.Training session, int frame = 0) => session.BackwardFromGradients(
        Of(34), Of(19), Of(33), Of(5), Of(18), Of(3), Of(20), Of(7), Of(17), Of(30), Of(17), frame);

    /// <summary>Runs some of the samples, and writes the outputs one behind the other.</summary>
    public void Run(EverythingGraph.Inference session, int first, int count, float[][] outputs) => session.Run(
        _x.AsSpan(first * 185, count * 185), _words.AsSpan(first * 6, count * 6), _mask.AsSpan(first * 25, count * 25),
        outputs[0], outputs[1], outputs[2], outputs[3], outputs[4], outputs[5], outputs[6], outputs[7], outputs[8], outputs[9], outputs[10]);

    public static float[][] NewOutputs(int count) => [.. OutputColumns.Select(columns => new float[count * columns])];

    private ReadOnlySpan<float> Of(int columns) => _gradients.AsSpan(0, Count * columns);

    private static float[] Positive(int count, int seed, int columns)
    {
        float[] numbers = Samples.Numbers(count, seed);
        for (int row = 0; row < count; row += columns)
        {
            float sum = numbers.AsSpan(row, columns).ToArray().Sum(Math.Abs);
            for (int i = row; i < row + columns; i++)
                numbers[i] = Math.Abs(numbers[i]) / sum;
        }

        return numbers;
    }
}
