using GraphGen;

namespace TreeNet;

/// <summary>What an operation makes of the vectors of its two sides: the one network that stands at every inner node of every tree.</summary>
[Network]
public sealed partial class Cell
{
    public const int Width = 32;

    [Dense(96), Relu, Dense(Width), Tanh] private static partial Node Combine(Node all);

    private static Node Graph(
        [Input(Width, Gradient = true)] Node left, [Input(Width, Gradient = true)] Node right, [Input(Expression.Operations)] Node operation) =>
        Combine(Node.Concat(left, right, operation));
}

/// <summary>The vectors of the leaves: a digit, one-hot, to a vector.</summary>
[Network]
[Input(Expression.Digits)]
[Dense(Cell.Width), Tanh]
public sealed partial class Leaf;

/// <summary>The result that the vector of a root stands for.</summary>
[Network]
[Input(Cell.Width, Gradient = true)]
[Dense(Expression.Digits), SoftmaxCrossEntropy]
public sealed partial class Answer;

/// <summary>A network that cannot see structure: it gets how often each digit and each operation occurs.</summary>
[Network]
[Input(Expression.Digits + Expression.Operations)]
[Dense(128), Relu]
[Dense(128), Relu]
[Dense(Expression.Digits), SoftmaxCrossEntropy]
public sealed partial class BagOfTokens;
