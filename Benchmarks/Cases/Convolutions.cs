using Benchmarks.Comparison;
using GraphGen.CompilerServices;

namespace Benchmarks.Cases;

/// <summary>The kernels of convolutions of the shapes that networks have, against the FMA peak.</summary>
internal static class Convolutions
{
    private const int Batch = 32;
    private const double LeastShare = 0.8, LeastShareOfData = 0.7;

    public static ITable Table { get; } = new TimedTable(
        "conv", "Convolution, batch 32 and one sample",
        [.. Shapes().SelectMany(Cases)],
        "Operations count that multiply a number of the picture: products with padding are none. The ratio is the share of the FMA peak.");

    private static IEnumerable<(string Name, ConvolutionShape Shape)> Shapes()
    {
        yield return ("32→32 3×3, 28×28", Of(28, 32, 32, 3));
        yield return ("64→64 3×3, 28×28", Of(28, 64, 64, 3));
        yield return ("128→128 3×3, 14×14, padding 1", Of(14, 128, 128, 3, padding: 1));
        yield return ("CIFAR CNN 32→64 3×3, 15×15", Of(15, 32, 64, 3));
        yield return ("ResNet-20 16→16 3×3, 32×32, padding 1", Of(32, 16, 16, 3, padding: 1));
        yield return ("ResNet-20 32→32 3×3, 16×16, padding 1", Of(16, 32, 32, 3, padding: 1));
        yield return ("ResNet-20 64→64 3×3, 8×8, padding 1", Of(8, 64, 64, 3, padding: 1));
        yield return ("ResNet-20 16→32 3×3, 32×32, padding 1, stride 2", Of(32, 16, 32, 3, padding: 1, stride: 2));
        yield return ("ResNet-20 32→64 3×3, 16×16, padding 1, stride 2", Of(16, 32, 64, 3, padding: 1, stride: 2));
        yield return ("ResNet-20 16→32 1×1, 32×32, stride 2", Of(32, 16, 32, 1, stride: 2));
        yield return ("64→128 1×1, 16×16", Of(16, 64, 128, 1));
        yield return ("MNIST CNN 1→32 3×3, 28×28, planar", Of(28, 1, 32, 3, isPlanar: true));
        yield return ("CIFAR CNN 3→32 3×3, 32×32, planar", Of(32, 3, 32, 3, isPlanar: true));
        yield return ("ResNet-20 3→16 3×3, 32×32, padding 1, planar", Of(32, 3, 16, 3, padding: 1, isPlanar: true));
        yield return ("LeNet-5 1→6 5×5, 28×28, padding 2, planar", Of(28, 1, 6, 5, padding: 2, isPlanar: true));
        yield return ("LeNet-5 6→16 5×5, 14×14", Of(14, 6, 16, 5));
        yield return ("depthwise 64 3×3, 16×16, padding 1", Of(16, 64, 64, 3, padding: 1, groups: 64));
    }

    private static IEnumerable<Case> Cases((string Name, ConvolutionShape Shape) convolution)
    {
        var (name, shape) = convolution;
        bool hasGoal = shape is { Channels: >= 32, Filters: >= 32, Groups: 1, Window: { KernelHeight: 3, StrideHeight: 1 } };
        yield return Of(ConvolutionPass.Forward, Batch, hasGoal ? LeastShare : null);
        yield return Of(ConvolutionPass.Weight, Batch, hasGoal ? LeastShare : null);
        if (!shape.IsPlanar)
            yield return Of(ConvolutionPass.Data, Batch, hasGoal ? LeastShareOfData : null);
        yield return Of(ConvolutionPass.Forward, 1, null);

        Case Of(ConvolutionPass pass, int samples, double? goal)
        {
            double flops = ConvolutionCase.Flops(samples, shape);
            string kernel = pass switch { ConvolutionPass.Forward => "forward", ConvolutionPass.Data => "data gradient", _ => "weight gradient" };
            return new Case(
                $"{name}, {kernel}{(samples == 1 ? ", one sample" : "")}", 1,
                () => new ConvolutionCase(pass, samples, shape),
                new Rival(() => new PeakContender(1, flops), goal)) { Flops = flops };
        }
    }

    private static ConvolutionShape Of(
        int extent, int channels, int filters, int kernel, int stride = 1, int padding = 0, int groups = 1, bool isPlanar = false)
    {
        int output = (extent + 2 * padding - kernel) / stride + 1;
        Window2D window = new((extent, extent), (output, output), (kernel, kernel), (stride, stride), (padding, padding), (1, 1));
        return new ConvolutionShape(window, channels, filters, groups, isPlanar);
    }
}
