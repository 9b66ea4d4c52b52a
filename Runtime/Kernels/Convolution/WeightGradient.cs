using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// dW of a convolution. Rows of a register tile are consecutive weights of one kernel row: they read consecutive values of
/// the picture. Sums over all pixels of a sample stay in registers.
/// </summary>
internal unsafe struct WeightGradient
{
    /// <summary>Floats of sums to which one sample adds before the next does: half of a second-level cache.</summary>
    private const int NearFloats = 128 << 10;

    public PictureSource Source;
    public Tensor<float> OutputGradient;
    public ConvolutionShape Shape;
    public Window2D Window;
    private nint* _runs;
    private FetchAhead _nextPicture, _nextGradient;

    private readonly int Channels => Shape.Channels / Shape.Groups;

    private readonly int Filters => Shape.Filters / Shape.Groups;

    /// <summary>
    /// The weights of a part, rows of the weight and panels of which the first filter is of the part's columns; and the bias's
    /// gradient of these columns, if there is a place for it.
    /// </summary>
    public static void Run(
        Part part, int samples, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix gradient, float* biasGradient,
        in ConvolutionShape shape, bool accumulate)
    {
        if (shape.IsDepthwise)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                DepthwiseGradient.Sample(part, sample, x, dy, gradient, shape, accumulate || sample > 0);
                if (biasGradient != null)
                    BiasSum.Sample(part, sample, dy, biasGradient, accumulate || sample > 0);
            }

            return;
        }

        WeightGradient kernel = Of(x, dy, shape);
        int panels = shape.Groups * gradient.Panels;
        int block = Math.Clamp(NearFloats / ((part.RowEnd - part.RowStart) * PanelMatrix.Width), 1, panels);
        for (int first = 0; first < panels; first += block)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                kernel.FetchAhead(sample + 1, samples, (part.RowEnd - part.RowStart) * block);
                for (int panel = first; panel < Math.Min(first + block, panels); panel++)
                {
                    if (IsOf(part, panel, gradient, shape))
                        kernel.Sample(sample, panel, part.RowStart, part.RowEnd, gradient, accumulate || sample > 0);
                }

                // While the sample is in the cache.
                if (biasGradient != null && first == 0)
                    BiasSum.Sample(part, sample, dy, biasGradient, accumulate || sample > 0);
            }
        }
    }

    /// <summary>Begins to fetch a sample, if there is one, while some rows of tiles are summed up.</summary>
    public void FetchAhead(int sample, int samples, int rows)
    {
        _nextPicture = _nextGradient = default;
        if (sample >= samples)
            return;
        nint gradients = (nint)OutputGradient.Rows * OutputGradient.Stride;
        nint pictures = Source.SampleFloats;
        nint steps = (nint)rows * OutputGradient.Rows / RunTiles512x32.MostRows;
        nint half = steps * pictures / (pictures + gradients);
        _nextPicture.Begin(Source.Sample(sample), pictures, half);
        _nextGradient.Begin(OutputGradient.Data + sample * gradients, gradients, steps - half);
    }

    /// <summary>Whether a panel, counted over all groups, belongs to a part: by its first filter.</summary>
    public static bool IsOf(Part part, int panel, in PanelMatrix gradient, in ConvolutionShape shape)
    {
        int column = panel / gradient.Panels * (shape.Filters / shape.Groups) + panel % gradient.Panels * PanelMatrix.Width;
        return column >= part.ColumnStart * PanelMatrix.Width && column < part.ColumnEnd * PanelMatrix.Width;
    }

    /// <summary>The matrix of one group.</summary>
    public static PanelMatrix GroupOf(in PanelMatrix matrix, int group) => new(
        matrix.Data + (nint)group * matrix.Inputs * Tensor<float>.PaddedColumns(matrix.Outputs), matrix.Inputs, matrix.Outputs);

    /// <summary>The kernel for some operands.</summary>
    public static WeightGradient Of(in Tensor<float> x, in Tensor<float> dy, in ConvolutionShape shape)
    {
        Tensor<float> source = x;
        Window2D window = shape.JoinRows(ref source);
        TapAxis columns = TapAxis.Of(window.OutputWidth, window.KernelWidth, window.StrideWidth, window.PaddingLeft, window.DilationWidth);
        WeightGradient kernel = new()
        {
            Source = new PictureSource(
                source, shape.IsPlanar, window.InputHeight, window.InputWidth, shape.Channels / shape.Groups, shape.Groups,
                window.PaddingLeft, Math.Max(0, columns.SourceEnd - window.InputWidth)),
            OutputGradient = dy,
            Shape = shape,
            Window = window,
            _runs = Scratch.Runs(window.OutputHeight),
        };
        for (int row = 0; row < window.OutputHeight; row++)
            kernel._runs[row] = row * window.StrideHeight * kernel.Source.RowPitch;
        return kernel;
    }

    /// <summary>One sample's sums for some rows of one panel, counted over all groups.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="firstRow">The first weight row.</param>
    /// <param name="endRow">The weight row behind the last.</param>
    /// <param name="gradient">Receives the sums.</param>
    /// <param name="add">Whether they are added to what is there.</param>
    public void Sample(int sample, int panel, int firstRow, int endRow, in PanelMatrix gradient, bool add)
    {
        Window2D window = Window;
        int group = panel / gradient.Panels;
        panel %= gradient.Panels;
        Picture picture = Source.Of(sample, group);
        int width = gradient.WidthOf(panel);
        float* sums = GroupOf(gradient, group).Panel(panel);
        float* dy = OutputGradient.Data + (nint)sample * OutputGradient.Rows * OutputGradient.Stride + group * Filters + panel * PanelMatrix.Width;
        // Weights that lie side by side read pixels that lie side by side: whole kernel rows, or the channels of one tap.
        int taps = window.DilationWidth == 1 ? window.KernelWidth : 1;
        int length = taps * Channels;
        for (int start = firstRow / length * length; start < endRow; start += length)
        {
            int row = Math.Max(start, firstRow);
            int y = start / length * taps / window.KernelWidth, x = start / length * taps % window.KernelWidth;
            int above = y * window.DilationHeight - window.PaddingTop;
            (int first, int end) = TapAxis.Clip(above, window.StrideHeight, window.OutputHeight, window.InputHeight);
            RunProduct product = new()
            {
                A = picture.Pixel(above, x * window.DilationWidth - window.PaddingLeft) + (row - start),
                ARow = 1,
                AStep = window.StrideWidth * picture.PixelPitch,
                Runs = _runs + first,
                RunCount = end - first,
                Count = window.OutputWidth,
                B = dy + (nint)first * window.OutputWidth * OutputGradient.Stride,
                BStep = OutputGradient.Stride,
                C = sums + (nint)row * width,
                CRow = width,
                Width = width,
                Add = add,
            };
            int rows = Math.Min(start + length, endRow) - row;
            if (!_nextPicture.Share(ref product, rows))
                _nextGradient.Share(ref product, rows);
            product.Run(rows);
        }

        if (panel == gradient.Panels - 1 && gradient.Outputs % PanelMatrix.HalfWidth != 0)
            ClearPadding(sums, firstRow, endRow, width, gradient.Outputs - panel * PanelMatrix.Width);
    }

    /// <summary>Columns behind the last filter have summed up what lies behind the gradient's columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClearPadding(float* sums, int firstRow, int endRow, int width, int columns)
    {
        for (int row = firstRow; row < endRow; row++)
        {
            for (int column = columns; column < width; column++)
                sums[row * width + column] = 0;
        }
    }
}
