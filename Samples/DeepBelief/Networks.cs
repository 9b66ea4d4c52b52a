namespace DeepBelief;

/// <summary>
/// A restricted Boltzmann machine on pixels: its weights and the biases of its hidden units. The input has a gradient, since the
/// backward pass is the machine's way down, see <see cref="Machine"/>.
/// </summary>
[Network]
public sealed partial class PixelMachine
{
    public const int Hidden = 256;

    [Dense(Hidden)] private static partial Node Weigh(Node visible);

    private static (Node Activity, Node Probability) Graph([Input(Digits.Pixels, Gradient = true)] Node visible)
    {
        var activity = Weigh(visible);
        return (activity, activity.Sigmoid());
    }
}

/// <summary>The pixels that such a machine sees before it: their biases, and how far they are from the true ones.</summary>
[Network]
public sealed partial class PixelView
{
    [Dense(Digits.Pixels, Bias = false, Initializer = Initializer.Zeros)] private static partial Node Bias(Node one);
    [BinaryCrossEntropy] private static partial Node Compare(Node activity);

    private static (Node Activity, Node Probability) Graph([Input(Digits.Pixels)] Node weighed, [Input(1)] Node one)
    {
        var activity = weighed + Bias(one);
        return (Compare(activity), activity.Sigmoid());
    }
}

/// <summary>A machine on the hidden units of the one below.</summary>
[Network]
public sealed partial class UnitMachine
{
    [Dense(PixelMachine.Hidden)] private static partial Node Weigh(Node visible);

    private static (Node Activity, Node Probability) Graph([Input(PixelMachine.Hidden, Gradient = true)] Node visible)
    {
        var activity = Weigh(visible);
        return (activity, activity.Sigmoid());
    }
}

/// <summary>The hidden units below as such a machine sees them.</summary>
[Network]
public sealed partial class UnitView
{
    [Dense(PixelMachine.Hidden, Bias = false, Initializer = Initializer.Zeros)] private static partial Node Bias(Node one);
    [BinaryCrossEntropy] private static partial Node Compare(Node activity);

    private static (Node Activity, Node Probability) Graph([Input(PixelMachine.Hidden)] Node weighed, [Input(1)] Node one)
    {
        var activity = weighed + Bias(one);
        return (Compare(activity), activity.Sigmoid());
    }
}

/// <summary>Three machines on top of each other, as an ordinary network.</summary>
[Network]
[Input(Digits.Pixels)]
[Dense(PixelMachine.Hidden), Sigmoid]
[Dense(PixelMachine.Hidden), Sigmoid]
[Dense(PixelMachine.Hidden), Sigmoid]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class Classifier;
