namespace GraphGen;

/// <summary>Names for amounts of padding, to be given where a layer takes a number of pixels.</summary>
public static class Padding
{
    /// <summary>
    /// As much padding as makes the output ⌈input / stride⌉ long, on both sides alike; where that is odd, one pixel more behind
    /// than before. Keras's <c>padding="same"</c>.
    /// </summary>
    public const int Same = -1;
}
