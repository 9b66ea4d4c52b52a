namespace MultiTask;

/// <summary>A trunk that sees, and two heads upon it: which digit it is, and how far it leans.</summary>
[Network]
public sealed partial class TwoTasks
{
    [Dense(32), Relu] private static partial Node See(Node picture);
    [Dense(10), SoftmaxCrossEntropy] private static partial Node Digit(Node x);
    [Dense(1), MeanSquaredError] private static partial Node Slant(Node x);

    private static (Node Digit, Node Slant) Graph([Input(Digits.Pixels)] Node picture)
    {
        var x = See(picture);
        return (Digit(x), Slant(x));
    }
}
