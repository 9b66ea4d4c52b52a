using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Sessions;

/// <summary>All that the parts of a step must agree on: inputs of both kinds, dropout, two losses, an output without one.</summary>
[Network]
internal sealed partial class PartsNet
{
    [Dense(40), Relu, Dropout(0.3f), Dense(17)] private static partial Node See(Node image);
    [Embedding(9, 17), MeanOverTime] private static partial Node Read(Node words);
    [Dense(35, Name = "bottleneck"), Tanh, Dropout(0.2f)] private static partial Node Join(Node x);
    [Dense(4), SoftmaxCrossEntropy] private static partial Node Label(Node x);
    [Dense(3), Huber(Weight = 0.5f)] private static partial Node Box(Node x);

    private static (Node Label, Node Box, Node Feature) Graph([Input(7, Gradient = true)] Node image, [Input(5, Type = InputType.Int32)] Node words)
    {
        var x = See(image) + 0.5f * Read(words);
        var y = Join(x);
        return (Label(y), Box(y * y), x.Sigmoid());
    }
}

[Network]
internal sealed partial class SharedPartsNet
{
    [Dense(9), Tanh] private static partial Node First(Node x);
    [Dense(9), Tanh] private static partial Node Twice(Node x);
    [MeanSquaredError] private static partial Node Last(Node x);

    private static Node Graph([Input(7)] Node x) => Last(Twice(Twice(First(x))));
}

/// <summary>Samples for <see cref="PartsNet"/>.</summary>
internal sealed record PartsData(float[] Image, int[] Words, int[] Label, float[] Box, float[] LabelGradient, float[] BoxGradient, float[] FeatureGradient)
{
    public static PartsData Of(int count, int seed) => new(
        Samples.Numbers(count * 7, seed),
        Samples.Indices(count * 5, 9, seed + 1),
        Samples.Indices(count, 4, seed + 2),
        Samples.Numbers(count * 3, seed + 3),
        Samples.Numbers(count * 4, seed + 4),
        Samples.Numbers(count * 3, seed + 5),
        Samples.Numbers(count * 17, seed + 6));

    public int Count => Label.Length;

    public PartsNet.Batch Batch => new() { Image = Image, Words = Words, Label = Label, Box = Box };

    public PartsNet.Targets Targets => new() { Label = Label, Box = Box };

    public PartsData Slice(int first, int count) => new(
        Image[(first * 7)..((first + count) * 7)],
        Words[(first * 5)..((first + count) * 5)],
        Label[first..(first + count)],
        Box[(first * 3)..((first + count) * 3)],
        LabelGradient[(first * 4)..((first + count) * 4)],
        BoxGradient[(first * 3)..((first + count) * 3)],
        FeatureGradient[(first * 17)..((first + count) * 17)]);

    public void Forward(PartsNet.Training session, int frame = 0) => session.Forward(Image, Words, frame: frame);

    public void BackwardFromGradients(PartsNet.Training session, int frame = 0) =>
        session.BackwardFromGradients(LabelGradient, BoxGradient, FeatureGradient, frame);

    /// <summary>Fills the ports with everything.</summary>
    public void Fill(PartsNet.Training session)
    {
        Image.CopyTo(session.Inputs[0].Values);
        Words.CopyTo(session.Inputs[1].Indices);
        Label.CopyTo(session.Targets[0].Indices);
        Box.CopyTo(session.Targets[1].Values);
        LabelGradient.CopyTo(session.OutputGradients[0].Values);
        BoxGradient.CopyTo(session.OutputGradients[1].Values);
        FeatureGradient.CopyTo(session.OutputGradients[2].Values);
    }
}
