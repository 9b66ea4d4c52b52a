namespace Shared;

/// <summary>A picture to be drawn in the terminal.</summary>
/// <param name="Pixels">28 by 28 numbers: from 0 for paper to 1 for ink, or from -1 to 1 if <paramref name="IsSigned"/>.</param>
/// <param name="Caption">What stands below it, at most as wide as the picture.</param>
/// <param name="IsSigned">Whether the signs matter: they are drawn in two colours.</param>
public readonly record struct Picture(ReadOnlyMemory<float> Pixels, string Caption, bool IsSigned = false)
{
    /// <summary>A sample of a dataset.</summary>
    public static Picture Of(Dataset data, int sample, string caption) => new(data.Sample(sample).ToArray(), caption);
}
