namespace GraphGen;

public sealed partial class Node
{
    /// <inheritdoc cref="ReluAttribute"/>
    public Node Relu() => throw NeverRuns();

    /// <inheritdoc cref="LeakyReluAttribute"/>
    /// <param name="slope">The slope below 0, at least 0.</param>
    public Node LeakyRelu(float slope = 0.01f) => throw NeverRuns();

    /// <inheritdoc cref="EluAttribute"/>
    /// <param name="alpha">The negative of the limit for small x, at least 0.</param>
    public Node Elu(float alpha = 1f) => throw NeverRuns();

    /// <inheritdoc cref="SeluAttribute"/>
    public Node Selu() => throw NeverRuns();

    /// <inheritdoc cref="GeluAttribute"/>
    public Node Gelu() => throw NeverRuns();

    /// <inheritdoc cref="SiluAttribute"/>
    public Node Silu() => throw NeverRuns();

    /// <inheritdoc cref="MishAttribute"/>
    public Node Mish() => throw NeverRuns();

    /// <inheritdoc cref="SigmoidAttribute"/>
    public Node Sigmoid() => throw NeverRuns();

    /// <inheritdoc cref="TanhAttribute"/>
    public Node Tanh() => throw NeverRuns();

    /// <inheritdoc cref="SoftplusAttribute"/>
    public Node Softplus() => throw NeverRuns();

    /// <inheritdoc cref="SoftmaxAttribute"/>
    public Node Softmax() => throw NeverRuns();

    /// <summary>A function of your own, element by element; the shape stays.</summary>
    /// <typeparam name="TOp">The function and its derivative.</typeparam>
    public Node Pointwise<TOp>() where TOp : struct, IPointwiseFunction => throw NeverRuns();
}
