using GraphGen.CompilerServices;
using GraphGen.Tests.Kernels.Convolutions;

namespace GraphGen.Tests.Kernels.Winograds;

/// <summary>Convolutions that fall into tiles of 2 × 2 pixels, well or badly.</summary>
internal static class WinogradShapes
{
    private const int RandomShapes = 40;

    public static int Count { get; } = Named().Count() + RandomShapes;

    public static ConvolutionCase Case(int number, int samples = 0)
    {
        (int Samples, ConvolutionShape Shape)[] named = [.. Named()];
        Random random = new(number);
        var (own, shape) = number < named.Length ? named[number] : (random.Next(1, 6), AtRandom(random));
        return new ConvolutionCase(samples > 0 ? samples : own, shape, seed: number + 1);
    }

    private static IEnumerable<(int Samples, ConvolutionShape Shape)> Named()
    {
        yield return (3, Of((1, 1), (1, 1), (1, 1), 16, 16));
        yield return (2, Of((3, 3), (0, 0), (1, 1), 32, 48));
        yield return (1, Of((3, 9), (0, 0), (1, 7), 48, 16));
        yield return (2, Of((9, 3), (0, 1), (7, 3), 16, 16));
        yield return (2, Of((1, 2), (2, 2), (3, 4), 16, 32));
        yield return (3, Of((4, 4), (2, 2), (6, 6), 16, 16));
        yield return (2, Of((5, 6), (1, 1), (5, 6), 16, 16));
        yield return (2, Of((6, 5), (2, 0), (7, 3), 32, 16));
        yield return (1, Of((4, 3), (3, 4), (8, 9), 16, 16));
        yield return (1, Of((5, 5), (0, 0), (5, 5), 16, 16));
        yield return (1, Of((9, 9), (1, 1), (3, 4), 16, 16));
        yield return (2, Of((7, 7), (0, 0), (5, 5), 80, 48));
        // A row of more tiles than a run takes; a picture of several chunks; chunks of several pictures.
        yield return (1, Of((3, 141), (1, 1), (3, 141), 16, 16));
        yield return (2, Of((23, 22), (1, 1), (23, 22), 16, 16));
        yield return (19, Of((4, 4), (1, 1), (4, 4), 16, 16));
        yield return (67, Of((1, 1), (1, 1), (1, 1), 16, 32));
        // More than stays in the cache, so that what comes next is fetched.
        yield return (31, Of((12, 12), (1, 1), (12, 12), 16, 16));
    }

    private static ConvolutionShape AtRandom(Random random)
    {
        (int, int) input = (random.Next(1, 11), random.Next(1, 11)), padding = (random.Next(3), random.Next(3));
        (int, int) output = (Extent(input.Item1, padding.Item1), Extent(input.Item2, padding.Item2));
        return Of(input, padding, output, 16 * random.Next(1, 4), 16 * random.Next(1, 4));

        // Padding behind the picture is that in front of it, or one row less or more.
        int Extent(int extent, int front) => Math.Max(1, extent + 2 * front - 2 + random.Next(-1, 2));
    }

    private static ConvolutionShape Of((int, int) input, (int, int) padding, (int, int) output, int channels, int filters) =>
        new(new Window2D(input, output, (3, 3), (1, 1), padding, (1, 1)), channels, filters);
}
