using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Convolutions;

/// <summary>A convolution of some shape with operands of random numbers, and what plain loops make of them.</summary>
internal sealed unsafe class ConvolutionCase
{
    private readonly Random _random;
    private readonly List<AlignedBuffer> _buffers = [];

    public ConvolutionCase(
        int samples, ConvolutionShape shape, float outputPadding = 0f, int seed = 1)
    {
        (Samples, Shape, _random) = (samples, shape, new Random(seed));
        Window2D window = shape.Window;
        int channels = shape.Channels, filters = shape.Filters;
        int inputPixels = window.InputHeight * window.InputWidth;
        // Rows of a planar value may be padded.
        int stride = seed % 2 == 0 ? window.InputWidth : Tensor<float>.PaddedColumns(window.InputWidth);
        X = shape.IsPlanar ? Value(channels * window.InputHeight, window.InputWidth, stride, 9f) : Padded(inputPixels, channels, 9f);
        Dy = Padded(window.OutputHeight * window.OutputWidth, filters, outputPadding);
        Inputs = window.KernelHeight * window.KernelWidth * (channels / shape.Groups);
        Outputs = shape.IsDepthwise ? filters : filters / shape.Groups;
        Matrices = shape.IsDepthwise ? 1 : shape.Groups;
        Weights = [.. Enumerable.Range(0, Matrices * Inputs * Outputs).Select(_ => Next())];
        Bias = Vector(filters, () => Next());
        ChannelBias = Vector(channels, () => Next());
        Weight = NewWeight(0f);
        for (int i = 0; i < Matrices; i++)
            new PanelLayout(Outputs, Inputs).Write(Matrix(Weight, i), Weights.AsSpan(i * Inputs * Outputs, Inputs * Outputs));
    }

    public int Samples { get; }

    public ConvolutionShape Shape { get; }

    public Tensor<float> X { get; }

    public Tensor<float> Dy { get; }

    public PanelMatrix Weight { get; }

    public ParameterVector Bias { get; }

    /// <summary>A bias for the transposed convolution's result.</summary>
    public ParameterVector ChannelBias { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Matrices { get; }

    /// <summary>The weights, [matrix, output, (kh, kw, c)].</summary>
    private float[] Weights { get; }

    public int MatrixFloats => Inputs * Tensor<float>.PaddedColumns(Outputs);

    public int FilterPanels => (Shape.Filters + 31) / 32;

    public int ChannelPanels => (Shape.Channels + 31) / 32;

    public Tensor<float> NewY() => Padded(Dy.Rows, Shape.Filters, 9f);

    public Tensor<float> NewDx() => Padded(Shape.Window.InputHeight * Shape.Window.InputWidth, Shape.Channels, 9f);

    public Tensor<float> NewPartial() => Value(Samples, 1, Matrices * MatrixFloats + Tensor<float>.PaddedColumns(Shape.Filters), 7f);

    public PanelMatrix NewWeight(float fill)
    {
        AlignedBuffer buffer = Buffer((long)Matrices * MatrixFloats);
        buffer.Span.Fill(fill);
        return new PanelMatrix(buffer.Data, Inputs, Outputs);
    }

    public ParameterVector NewBias() => Vector(Shape.Filters, () => 5f);

    /// <summary>The same with the samples from one on.</summary>
    public (Tensor<float> X, Tensor<float> Dy) From(int sample)
    {
        nint floats = (nint)X.Rows * X.Stride;
        return (new Tensor<float>(X.Data + sample * floats, X.Rows, X.Columns, X.Stride),
            new Tensor<float>(Dy.Data + (nint)sample * Dy.Rows * Dy.Stride, Dy.Rows, Dy.Columns, Dy.Stride));
    }

    public Span<float> Matrix(PanelMatrix weight, int matrix) => new(weight.Data + matrix * MatrixFloats, MatrixFloats);

    /// <summary>All elements of a weight, with its padding.</summary>
    public float[] Elements(PanelMatrix weight) => new Span<float>(weight.Data, Matrices * MatrixFloats).ToArray();

    public static float[] Elements(ParameterVector vector) => new Span<float>(vector.Data, Tensor<float>.PaddedColumns(vector.Length)).ToArray();

    /// <summary>All elements of a value, with its padding.</summary>
    public float[] Elements(Tensor<float> value) => new Span<float>(value.Data, Samples * value.Rows * value.Stride).ToArray();

    /// <summary>An element of the input by its sample, pixel and channel.</summary>
    public ref float Input(int sample, int row, int column, int channel)
    {
        float* first = X.Data + (nint)sample * X.Rows * X.Stride;
        return ref Shape.IsPlanar
            ? ref first[(channel * Shape.Window.InputHeight + row) * X.Stride + column]
            : ref first[(row * Shape.Window.InputWidth + column) * X.Stride + channel];
    }

    /// <summary>Calls back for each product: sample, output row and filter, input row and channel, index and value of the weight.</summary>
    public void ForEachProduct(Action<int, int, int, (int Row, int Column), int, int, float> product)
    {
        Window2D window = Shape.Window;
        int channels = Shape.Channels / Shape.Groups, filters = Shape.Filters / Shape.Groups;
        for (int sample = 0; sample < Samples; sample++)
        for (int oy = 0; oy < window.OutputHeight; oy++)
        for (int ox = 0; ox < window.OutputWidth; ox++)
        for (int kh = 0; kh < window.KernelHeight; kh++)
        for (int kw = 0; kw < window.KernelWidth; kw++)
        {
            int iy = oy * window.StrideHeight - window.PaddingTop + kh * window.DilationHeight;
            int ix = ox * window.StrideWidth - window.PaddingLeft + kw * window.DilationWidth;
            if (iy < 0 || iy >= window.InputHeight || ix < 0 || ix >= window.InputWidth)
                continue;
            for (int filter = 0; filter < Shape.Filters; filter++)
            for (int c = 0; c < channels; c++)
            {
                int group = filter / filters;
                int row = (kh * window.KernelWidth + kw) * channels + c;
                int output = Shape.IsDepthwise ? filter : filter % filters;
                int index = ((Shape.IsDepthwise ? 0 : group) * Outputs + output) * Inputs + row;
                product(sample, sample * Dy.Rows + oy * window.OutputWidth + ox, filter, (iy, ix), group * channels + c, index, Weights[index]);
            }
        }
    }

    public override string ToString()
    {
        Window2D w = Shape.Window;
        return $"{Samples} × {Shape.Channels}→{Shape.Filters}, groups {Shape.Groups}, planar {Shape.IsPlanar}, input {w.InputHeight}×{w.InputWidth}, "
            + $"output {w.OutputHeight}×{w.OutputWidth}, kernel {w.KernelHeight}×{w.KernelWidth}, stride {w.StrideHeight},{w.StrideWidth}, "
            + $"padding {w.PaddingTop},{w.PaddingLeft}, dilation {w.DilationHeight},{w.DilationWidth}";
    }

    private float Next() => (float)(2 * _random.NextDouble() - 1);

    private Tensor<float> Padded(int rows, int columns, float padding) => Value(rows, columns, Tensor<float>.PaddedColumns(columns), padding);

    private Tensor<float> Value(int rows, int columns, int stride, float padding)
    {
        AlignedBuffer buffer = Buffer((long)Samples * rows * stride);
        for (int i = 0; i < buffer.Length; i++)
            buffer.Span[i] = i % stride < columns ? Next() : padding;
        return new Tensor<float>(buffer.Data, rows, columns, stride);
    }

    public ParameterVector Vector(int length, Func<float> value)
    {
        AlignedBuffer buffer = Buffer(Tensor<float>.PaddedColumns(length));
        for (int i = 0; i < length; i++)
            buffer.Span[i] = value();
        return new ParameterVector(buffer.Data, length);
    }

    /// <summary>A buffer that lives as long as the case, with numbers behind its end that must not matter.</summary>
    private AlignedBuffer Buffer(long length)
    {
        AlignedBuffer buffer = new(length);
        new Span<float>(buffer.Data + buffer.Length, AlignedBuffer.Slack).Fill(11f);
        _buffers.Add(buffer);
        return buffer;
    }
}
