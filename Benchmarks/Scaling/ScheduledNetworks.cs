using GraphGen;
using GraphGen.CompilerServices;

namespace Benchmarks;

/// <summary>The networks whose schedules are looked at.</summary>
internal static class ScheduledNetworks
{
    public static (string Name, SessionLayout Layout)[] Layouts()
    {
        Adam adam = new(1e-3f);
        using var mlp = new ScheduledMlp().CreateTraining(batchSize: 1, adam, threads: 1);
        using var wide = new ScheduledWideMlp().CreateTraining(batchSize: 1, adam, threads: 1);
        using var heads = new ScheduledHeads().CreateTraining(batchSize: 1, adam, threads: 1);
        return [("MLP 784-128-10", mlp.Layout), ("wide MLP 1024-1024-1024-10", wide.Layout), ("graph: residual blocks, two heads", heads.Layout)];
    }
}

/// <summary>The well-known perceptron for MNIST, without dropout.</summary>
[Network]
[Input(784)]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class ScheduledMlp;

/// <summary>Two wide layers.</summary>
[Network]
[Input(1024)]
[Dense(1024), Relu]
[Dense(1024), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class ScheduledWideMlp;

/// <summary>Two residual blocks behind one layer, and two heads.</summary>
[Network]
internal sealed partial class ScheduledHeads
{
    [Dense(256), Relu] private static partial Node Begin(Node x);
    [Dense(256), Relu, Dense(256)] private static partial Node First(Node x);
    [Dense(256), Relu, Dense(256)] private static partial Node Second(Node x);
    [Dense(10), SoftmaxCrossEntropy] private static partial Node Label(Node x);
    [Dense(4), Huber(Weight = 0.5f)] private static partial Node Box(Node x);

    private static (Node Label, Node Box) Graph([Input(784)] Node picture)
    {
        var x = Begin(picture);
        x = (First(x) + x).Relu();
        x = (Second(x) + x).Relu();
        return (Label(x), Box(x));
    }
}
