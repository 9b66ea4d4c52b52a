using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Convolutions;

/// <summary>Shapes of convolutions for tests: those of well-known networks, odd ones, and random ones.</summary>
internal static class ConvolutionShapes
{
    /// <summary>Shapes with a name in the world, small enough for plain loops, and corners.</summary>
    public static IEnumerable<ConvolutionShape> Named()
    {
        yield return Of((28, 28), 1, 32, 3, isPlanar: true);
        yield return Of((32, 32), 3, 32, 3, isPlanar: true);
        yield return Of((28, 28), 1, 6, 5, isPlanar: true, padding: 2);
        yield return Of((12, 12), 6, 16, 5);
        yield return Of((32, 32), 16, 16, 3, padding: 1);
        yield return Of((16, 16), 32, 32, 3, padding: 1);
        yield return Of((8, 8), 64, 64, 3, padding: 1);
        yield return Of((16, 16), 16, 32, 3, padding: 1, stride: 2);
        yield return Of((16, 16), 16, 32, 1, stride: 2);
        yield return Of((15, 15), 32, 64, 3);
        yield return Of((9, 9), 48, 40, 1);
        yield return Of((9, 9), 3, 40, 1, isPlanar: true);
        yield return Of((9, 9), 3, 40, 1, isPlanar: true);
        yield return Of((7, 5), 160, 144, 3, padding: 1);
        yield return Of((1, 50), 20, 24, (1, 5), (1, 2), (0, 2), (1, 3));
        // A kernel wider than the picture, one output pixel, pixels that no window reads.
        yield return Of((2, 3), 5, 7, 5, padding: 2);
        yield return Of((4, 4), 33, 17, 4);
        yield return Of((10, 9), 3, 5, 2, stride: 4);
        yield return Of((11, 7), 4, 8, 3, stride: 2, groups: 2);
        yield return Of((6, 6), 64, 64, 3, padding: 1, groups: 2);
        yield return Of((6, 6), 32, 96, 3, padding: 1, groups: 2);
        yield return Of((6, 6), 24, 72, 3, padding: 1, groups: 12);
        yield return Of((9, 9), 40, 40, 3, padding: 1, groups: 40);
        yield return Of((9, 9), 40, 80, 3, padding: 1, groups: 40);
        yield return Of((9, 9), 3, 3, 3, padding: 1, groups: 3, isPlanar: true);
        yield return Of((9, 9), 6, 12, 3, padding: 1, groups: 3, isPlanar: true);
    }

    /// <summary>A random shape.</summary>
    public static ConvolutionShape Random(Random random)
    {
        int groups = random.Next(4) switch { 0 => random.Next(2, 5), _ => 1 };
        int channels = Extent(random, groups), filters = Extent(random, groups);
        if (random.Next(6) == 0)
            groups = filters = channels;
        var (inputHeight, outputHeight, kernelHeight, strideHeight, top, dilationHeight) = Axis(random);
        var (inputWidth, outputWidth, kernelWidth, strideWidth, left, dilationWidth) = Axis(random);
        Window2D window = new(
            (inputHeight, inputWidth), (outputHeight, outputWidth), (kernelHeight, kernelWidth), (strideHeight, strideWidth), (top, left),
            (dilationHeight, dilationWidth));
        return new ConvolutionShape(window, channels, filters, groups, isPlanar: random.Next(3) == 0);
    }

    public static ConvolutionShape Of(
        (int Height, int Width) input, int channels, int filters, int kernel, int stride = 1, int padding = 0, int groups = 1, bool isPlanar = false) =>
        Of(input, channels, filters, (kernel, kernel), (stride, stride), (padding, padding), (1, 1), groups, isPlanar);

    private static ConvolutionShape Of(
        (int Height, int Width) input, int channels, int filters, (int Height, int Width) kernel, (int Height, int Width) stride,
        (int Top, int Left) padding, (int Height, int Width) dilation, int groups = 1, bool isPlanar = false)
    {
        int height = (input.Height + 2 * padding.Top - (kernel.Height - 1) * dilation.Height - 1) / stride.Height + 1;
        int width = (input.Width + 2 * padding.Left - (kernel.Width - 1) * dilation.Width - 1) / stride.Width + 1;
        return new ConvolutionShape(new Window2D(input, (height, width), kernel, stride, padding, dilation), channels, filters, groups, isPlanar);
    }

    private static int Extent(Random random, int groups) =>
        groups * (random.Next(3) == 0 ? 16 * random.Next(1, 4) / groups + 1 : random.Next(1, 40) / groups + 1);

    private static (int Input, int Output, int Kernel, int Stride, int Padding, int Dilation) Axis(Random random)
    {
        while (true)
        {
            int input = random.Next(1, 20), kernel = random.Next(1, 6), stride = random.Next(3) == 0 ? random.Next(2, 5) : 1;
            int dilation = random.Next(4) == 0 ? random.Next(2, 4) : 1;
            int before = random.Next(0, kernel), behind = random.Next(0, kernel);
            int room = input + before + behind - (kernel - 1) * dilation - 1;
            if (room >= 0)
                return (input, room / stride + 1, kernel, stride, before, dilation);
        }
    }
}
