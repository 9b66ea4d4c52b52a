using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Promises;

/// <summary>Every layer of convolutional networks, several panels of channels wide and of odd sizes, over pictures and over time.</summary>
#pragma warning disable GG0112 // Borders that no window reads: wanted.
[Network]
internal sealed partial class PicturesGraph
{
    [Conv2D(16, 3, Padding = 1), Tanh, Conv2D(32, 3, Padding = 1), Elu, Conv2D(48, 3, Padding = 1), Tanh, Conv2D(37, 3), BatchNorm, Relu, MaxPool2D(2)]
    private static partial Node See(Node picture);
    [Conv2D(48, 3, Padding = 1), GroupNorm(4), Silu, Conv2D(48, 3, Padding = 1), LayerNorm, Tanh] private static partial Node Look(Node x);
    [Conv2D(48, 3, Padding = 1, Groups = 48), AvgPool2D(3, Stride = 2, Padding = 1, CeilMode = true)] private static partial Node Each(Node x);
    [Conv2D(24, 2, Groups = 3, Dilation = 2, Padding = 1), Dropout2D(0.25f), Gelu, ZeroPad2D(1), UpSample2D(2)] private static partial Node Group(Node x);
    [ConvTranspose2D(5, 3, Stride = 2), Elu] private static partial Node Enlarge(Node x);
    [Flatten, Dense(19)] private static partial Node Flat(Node x);
    [Conv1D(33, 3, Stride = 2, Padding = 2), BatchNorm, Tanh, MaxPool1D(2), Conv1D(19, 2), AvgPool1D(2, Stride = 1)] private static partial Node Hear(Node sound);

    [GlobalAvgPool] private static partial Node Average(Node x);
    [GlobalMaxPool] private static partial Node Most(Node x);
    [Dense(10), SoftmaxCrossEntropy] private static partial Node Label(Node x);
    [MeanSquaredError] private static partial Node Enlarged(Node x);

    private static (Node Label, Node Enlarged, Node Seen) Graph([Input(3, 15, 13, Gradient = true)] Node picture, [Input(17, 5)] Node sound)
    {
        var seen = See(picture);                                                                  // 37, 6, 5
        var look = Look(seen);                                                                    // 48, 6, 5
        var each = Each(look + Look(seen) * 0.5f);                                                // 48, 4, 3
        var small = Group(each);                                                                  // 24, 12, 10
        var joined = Flat(each) + Average(Hear(sound)) + Flat(each * each);
        return (Label(Node.Concat(joined, Most(look))), Enlarged(Enlarge(small)), seen);
    }
}
#pragma warning restore GG0112

/// <summary>Samples for <see cref="PicturesGraph"/>.</summary>
internal sealed record PicturesData(int Count, int Seed)
{
    private const int PictureElements = 3 * 15 * 13, SoundElements = 17 * 5, EnlargedElements = 5 * 25 * 21, SeenElements = 37 * 6 * 5;

    private readonly float[] _picture = Samples.Numbers(Count * PictureElements, Seed);
    private readonly float[] _sound = Samples.Numbers(Count * SoundElements, Seed + 1);
    private readonly int[] _label = Samples.Indices(Count, 10, Seed);
    private readonly float[] _enlarged = Samples.Numbers(Count * EnlargedElements, Seed + 2);

    public PicturesGraph.Batch Batch => new() { Picture = _picture, Sound = _sound, Label = _label, Enlarged = _enlarged };

    public static float[][] NewOutputs(int count) => [new float[count * 10], new float[count * EnlargedElements], new float[count * SeenElements]];

    /// <summary>Runs some of the samples, and writes the outputs one behind the other.</summary>
    public void Run(PicturesGraph.Inference session, int first, int count, float[][] outputs) => session.Run(
        _picture.AsSpan(first * PictureElements, count * PictureElements), _sound.AsSpan(first * SoundElements, count * SoundElements),
        outputs[0], outputs[1], outputs[2]);
}
