using Benchmarks.Comparison;
using GraphGen.CompilerServices;

namespace Benchmarks;

/// <summary>Which kernel of a convolution runs.</summary>
internal enum ConvolutionPass
{
    Forward,
    Data,
    Weight,
}

/// <summary>One kernel of a convolution as a layer's stage runs it, by one worker.</summary>
internal sealed unsafe class ConvolutionCase : IContender
{
    private readonly ActionContender _contender;
    private readonly AlignedBuffer _x, _dy, _weight;
    private readonly int _samples;
    private readonly ConvolutionShape _shape;
    private readonly Region _region;

    public ConvolutionCase(ConvolutionPass pass, int samples, ConvolutionShape shape)
    {
        (_samples, _shape) = (samples, shape);
        Window2D window = shape.Window;
        int pixels = window.InputHeight * window.InputWidth;
        _x = GemmCase.Filled((long)samples * pixels * (shape.IsPlanar ? shape.Channels : Tensor<float>.PaddedColumns(shape.Channels)));
        _dy = GemmCase.Filled((long)samples * window.OutputPixels * Tensor<float>.PaddedColumns(shape.Filters));
        _weight = GemmCase.Filled((long)Inputs * Tensor<float>.PaddedColumns(shape.Filters));
        int panels = ((pass == ConvolutionPass.Data ? shape.Channels : shape.Filters) + PanelMatrix.Width - 1) / PanelMatrix.Width;
        _region = new Region
        {
            Parts = [new Part(0, pass == ConvolutionPass.Weight ? Inputs : samples, 0, panels)],
            Workers = 1,
            Count = samples,
        };
        _contender = new ActionContender("GraphGen", pass switch
        {
            ConvolutionPass.Forward => Forward,
            ConvolutionPass.Data => BackwardData,
            _ => BackwardParameters,
        });
    }

    public string Name => _contender.Name;

    private int Inputs => _shape.Window.Taps * _shape.Channels / _shape.Groups;

    private Tensor<float> X => _shape.IsPlanar
        ? new(_x.Data, _shape.Channels * _shape.Window.InputHeight, _shape.Window.InputWidth, _shape.Window.InputWidth)
        : new(_x.Data, _shape.Window.InputHeight * _shape.Window.InputWidth, _shape.Channels, Tensor<float>.PaddedColumns(_shape.Channels));

    private Tensor<float> Dy => new(_dy.Data, _shape.Window.OutputPixels, _shape.Filters, Tensor<float>.PaddedColumns(_shape.Filters));

    private PanelMatrix Weight => new(_weight.Data, Inputs, _shape.IsDepthwise ? _shape.Filters : _shape.Filters / _shape.Groups);

    /// <summary>
    /// Operations on numbers of the picture: products with padding are none. All three kernels have the same.
    /// </summary>
    public static double Flops(int samples, in ConvolutionShape shape)
    {
        Window2D window = shape.Window;
        double rows = Products(window.OutputHeight, window.KernelHeight, window.StrideHeight, window.PaddingTop, window.DilationHeight, window.InputHeight);
        double columns = Products(window.OutputWidth, window.KernelWidth, window.StrideWidth, window.PaddingLeft, window.DilationWidth, window.InputWidth);
        return 2 * samples * rows * columns * shape.Channels / shape.Groups * shape.Filters;
    }

    public double Time(int repeats) => _contender.Time(repeats);

    public void Dispose() => _contender.Dispose();

    private static int Products(int output, int kernel, int stride, int padding, int dilation, int input) =>
        Enumerable.Range(0, output * kernel).Count(i =>
        {
            int source = i / kernel * stride + i % kernel * dilation - padding;
            return source >= 0 && source < input;
        });

    private void Forward()
    {
        Worker worker = new(_region, 0);
        Convolution.Forward(ref worker, 0, X, Weight, Dy, _shape, Epilogue.None);
    }

    private void BackwardData()
    {
        Worker worker = new(_region, 0);
        Convolution.BackwardData(ref worker, 0, Dy, Weight, X, _shape, Epilogue.None);
    }

    private void BackwardParameters()
    {
        Worker worker = new(_region, 0);
        Convolution.BackwardParameters(ref worker, 0, X, Dy, Weight, _shape);
    }
}
