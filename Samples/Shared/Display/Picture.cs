namespace Shared;

/// <summary>A picture to be drawn in the terminal.</summary>
/// <param name="Pixels">Square planes of numbers: from 0 for paper to 1 for ink (or light), or from -1 to 1 if <paramref name="IsSigned"/>; one plane, or red, green and blue.</param>
/// <param name="Caption">What stands below it, at most as wide as the picture.</param>
/// <param name="IsSigned">Whether the signs matter: they are drawn in two colours.</param>
/// <param name="Side">Pixels of a row, and of a column.</param>
public readonly record struct Picture(ReadOnlyMemory<float> Pixels, string Caption, bool IsSigned = false, int Side = Digits.Side)
{
    /// <summary>Whether it has three planes.</summary>
    public bool IsColoured => Pixels.Length == 3 * Side * Side;

    /// <summary>A sample of a dataset.</summary>
    public static Picture Of(Dataset data, int sample, string caption) => new(data.Sample(sample).ToArray(), caption, Side: data.Shape[^1]);
}
