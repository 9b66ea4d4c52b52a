namespace AutoEncoder;

/// <summary>Squeezes a picture through a few numbers, and draws it again from them.</summary>
[Network]
public sealed partial class DigitAutoEncoder
{
    /// <summary>The numbers that a picture becomes.</summary>
    public const int CodeLength = 12;

    [Dense(128), Relu, Dense(CodeLength)] private static partial Node Encode(Node picture);
    [Dense(128), Relu, Dense(Digits.Pixels), BinaryCrossEntropy] private static partial Node Decode(Node code);

    private static Node Graph([Input(Digits.Pixels)] Node picture) => Decode(Encode(picture));
}
