namespace GraphGen;

/// <summary>
/// A value of a network in the making: what layer methods take and give in the method <c>Graph</c>. The compiler reads that
/// method and never runs it, so that none of these members does anything; they all throw.
/// </summary>
/// <remarks>Shapes exclude the batch. Where two values meet, axes of extent 1 broadcast, and missing leading axes count as such.</remarks>
public sealed partial class Node
{
    private Node()
    {
    }

    /// <summary>The sum, element by element.</summary>
    public static Node operator +(Node left, Node right) => throw NeverRuns();

    /// <summary>The difference, element by element.</summary>
    public static Node operator -(Node left, Node right) => throw NeverRuns();

    /// <summary>The product, element by element.</summary>
    public static Node operator *(Node left, Node right) => throw NeverRuns();

    /// <summary>Adds a number to each element.</summary>
    public static Node operator +(Node left, float right) => throw NeverRuns();

    /// <inheritdoc cref="op_Addition(Node, float)"/>
    public static Node operator +(float left, Node right) => throw NeverRuns();

    /// <summary>Subtracts a number from each element.</summary>
    public static Node operator -(Node left, float right) => throw NeverRuns();

    /// <summary>Subtracts each element from a number.</summary>
    public static Node operator -(float left, Node right) => throw NeverRuns();

    /// <summary>Multiplies each element by a number.</summary>
    public static Node operator *(Node left, float right) => throw NeverRuns();

    /// <inheritdoc cref="op_Multiply(Node, float)"/>
    public static Node operator *(float left, Node right) => throw NeverRuns();

    /// <summary>Negates each element.</summary>
    public static Node operator -(Node value) => throw NeverRuns();

    /// <summary>Joins values along the channels of pictures (rank 3), along the last axis otherwise. All other axes must agree.</summary>
    /// <param name="parts">Two values or more.</param>
    public static Node Concat(params ReadOnlySpan<Node> parts) => throw NeverRuns();

    /// <summary>A part of a value along one axis: <paramref name="length"/> elements from <paramref name="start"/> on.</summary>
    /// <param name="value">The value.</param>
    /// <param name="start">The first element, from 0.</param>
    /// <param name="length">The number of elements, at least 1.</param>
    /// <param name="axis">The axis, from 0; negative ones count from the last, which is the default.</param>
    public static Node Slice(Node value, int start, int length, int axis = -1) => throw NeverRuns();

    /// <summary>Swaps two axes, the last two by default.</summary>
    /// <param name="value">The value, of rank 2 or more.</param>
    /// <param name="first">An axis, from 0; negative ones count from the last.</param>
    /// <param name="second">Another axis.</param>
    public static Node Transpose(Node value, int first = -2, int second = -1) => throw NeverRuns();

    /// <summary>The sum over an axis, which disappears (of a vector one element remains).</summary>
    /// <param name="value">The value.</param>
    /// <param name="axis">The axis, from 0; negative ones count from the last, which is the default.</param>
    public static Node Sum(Node value, int axis = -1) => throw NeverRuns();

    /// <summary>The mean over an axis, which disappears (of a vector one element remains).</summary>
    /// <inheritdoc cref="Sum(Node, int)" path="/param"/>
    public static Node Mean(Node value, int axis = -1) => throw NeverRuns();

    /// <summary>The largest element along an axis, which disappears (of a vector one element remains). The gradient goes to the first element that is the largest.</summary>
    /// <inheritdoc cref="Sum(Node, int)" path="/param"/>
    public static Node Max(Node value, int axis = -1) => throw NeverRuns();

    /// <summary>The matrix product over the last two axes: [..., n, k] by [..., k, m] gives [..., n, m]; leading axes must agree.</summary>
    /// <param name="left">The left matrices.</param>
    /// <param name="right">The right matrices.</param>
    public static Node MatMul(Node left, Node right) => throw NeverRuns();

    private static NotSupportedException NeverRuns() =>
        new("Graph is read by the compiler and never runs. Create a session of the network, and call that.");
}
