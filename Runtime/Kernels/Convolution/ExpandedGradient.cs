using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// dX of a convolution of stride 1, kernel column by kernel column: pixels of the output times all columns of the kernel at once, summed
/// over its rows and the filters; then each pixel of the input adds up what its neighbours have for it. Few channels share a
/// vector so with those of other kernel columns, and nothing is spent on pixels beyond the sides of a picture.
/// </summary>
/// <remarks>An element is the sum over kernel columns, in ascending order, of chains over kernel rows and filters.</remarks>
internal unsafe struct ExpandedGradient
{
    /// <summary>What the other way must cost more, for what this one does besides.</summary>
    private const double Margin = 1.1;

    /// <summary>Steps along the sum that make up for what is added behind.</summary>
    private const int LeastSteps = 32;

    private Tensor<float> _dy;
    private Tensor<float> _dx;
    private Window2D _window;
    private int _channels, _filters;

    /// <summary>Channels at a time, and the distance of two kernel columns in an expanded pixel.</summary>
    private int _taken;

    /// <summary>Elements of an expanded pixel.</summary>
    private int _expanded;

    private delegate*<void*, float*, nint, int, int, int, int, void> _epilogue;
    private void* _argument;

    /// <summary>Whether this is the way to go for a shape. It hangs on nothing else, for it decides the order of sums.</summary>
    public static bool Pays(in ConvolutionShape shape)
    {
        Window2D window = shape.Window;
        int channels = shape.Channels;
        bool fits = window.StrideHeight == 1 && window.StrideWidth == 1 && window.DilationHeight == 1 && window.DilationWidth == 1
            && shape.Groups == 1 && (channels <= PanelMatrix.Width || channels % PanelMatrix.Width == 0)
            && window.KernelHeight * shape.Filters >= LeastSteps;
        if (!fits)
            return false;
        double usual = (double)window.InputWidth * window.KernelWidth * Tensor<float>.PaddedColumns(channels);
        int taken = Math.Min(channels, PanelMatrix.Width);
        double expanded = (double)window.OutputWidth * Tensor<float>.PaddedColumns(window.KernelWidth * taken) * (channels / taken);
        return expanded * Margin <= usual;
    }

    /// <summary>The gradients of a part: samples, and panels of 32 channels.</summary>
    public static void Run(
        Part part, in Tensor<float> dy, in PanelMatrix weight, in Tensor<float> dx, in ConvolutionShape shape,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        int taken = Math.Min(shape.Channels, PanelMatrix.Width);
        ExpandedGradient kernel = new()
        {
            _dy = dy,
            _dx = dx,
            _window = shape.Window,
            _channels = shape.Channels,
            _filters = shape.Filters,
            _taken = taken,
            _expanded = Tensor<float>.PaddedColumns(shape.Window.KernelWidth * taken),
            _epilogue = epilogue,
            _argument = argument,
        };
        for (int block = part.ColumnStart; block < part.ColumnEnd; block++)
            kernel.Block(part, block * PanelMatrix.Width, weight);
    }

    /// <summary>The gradients of up to 32 channels of some samples.</summary>
    private readonly void Block(Part part, int channel, in PanelMatrix weight)
    {
        int kernelFloats = _window.KernelHeight * _filters * _expanded;
        float* panels = Scratch.Panel(kernelFloats);
        float* expanded = Scratch.Block(_window.OutputWidth * _expanded + AlignedBuffer.Slack);
        nint* runs = Scratch.Runs(_window.KernelHeight);
        nint line = (nint)_window.OutputWidth * _dy.Stride;
        for (int row = 0; row < _window.KernelHeight; row++)
            runs[row] = -row * line;
        Transpose(weight, channel, panels);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* dy = _dy.Data + (nint)sample * _dy.Rows * _dy.Stride;
            for (int row = 0; row < _window.InputHeight; row++)
            {
                // Kernel row k meets output row (row + padding - k).
                int first = Math.Max(0, row + _window.PaddingTop - _window.OutputHeight + 1), last = Math.Min(_window.KernelHeight - 1, row + _window.PaddingTop);
                Expand(dy + (row + _window.PaddingTop - first) * line, runs, first, last - first + 1, panels, expanded);
                int firstPixel = sample * _dx.Rows + row * _window.InputWidth;
                float* dx = _dx.Data + (nint)firstPixel * _dx.Stride + channel;
                if (Vector512.IsHardwareAccelerated)
                    AddUp<Simd512>(expanded, dx);
                else if (Vector256.IsHardwareAccelerated)
                    AddUp<Simd256>(expanded, dx);
                else
                    AddUp<Simd128>(expanded, dx);
                if (_epilogue != null)
                    _epilogue(_argument, dx, _dx.Stride, _window.InputWidth, Tensor<float>.PaddedColumns(_taken), firstPixel, channel);
            }
        }
    }

    /// <summary>The weight with its filters down and its kernel columns and channels across, in panels of up to 32, kernel row after kernel row.</summary>
    private readonly void Transpose(in PanelMatrix weight, int channel, float* to)
    {
        for (int column = 0; column < _expanded; column += PanelMatrix.Width)
        {
            int width = Math.Min(PanelMatrix.Width, _expanded - column);
            // Of more than 32 channels a panel is those of one kernel column.
            int start = _channels == _taken ? column : column / _taken * _channels + channel;
            int rows = Math.Min(width, _window.KernelWidth * _taken - column);
            for (int row = 0; row < _window.KernelHeight; row++, to += _filters * width)
                PanelTranspose.Run(weight, row * _window.KernelWidth * _channels + start, rows, width, to);
        }
    }

    /// <summary>What each pixel of the output has for the pixels around it in one row of the input.</summary>
    private readonly void Expand(float* dy, nint* runs, int first, int count, float* panels, float* to)
    {
        RunProduct product = new()
        {
            A = dy,
            ARow = _dy.Stride,
            AStep = 1,
            Runs = runs,
            RunCount = Math.Max(0, count),
            Count = _filters,
            CRow = _expanded,
        };
        for (int column = 0; column < _expanded; column += PanelMatrix.Width)
        {
            int width = Math.Min(PanelMatrix.Width, _expanded - column);
            product.B = panels + (nint)column * _window.KernelHeight * _filters + first * _filters * width;
            product.BStep = width;
            product.C = to + column;
            product.Width = width;
            product.Run(_window.OutputWidth);
        }
    }

    /// <summary>A row of the input's gradient; columns behind the last channel become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddUp<V>(float* expanded, float* dx) where V : struct, ISimd<V>
    {
        int columns = Tensor<float>.PaddedColumns(_taken);
        nint step = _taken - _expanded;
        for (int pixel = 0; pixel < _window.InputWidth; pixel++, dx += _dx.Stride)
        {
            // Kernel column k meets output pixel (pixel + padding - k).
            int place = pixel + _window.PaddingLeft;
            int first = Math.Max(0, place - _window.OutputWidth + 1), last = Math.Min(_window.KernelWidth - 1, place);
            float* from = expanded + place * (nint)_expanded + first * step;
            for (int column = 0; column < columns; column += V.Count)
            {
                float* term = from + column;
                V sum = first <= last ? V.Load(term) : V.Zero;
                for (int k = first + 1; k <= last; k++)
                {
                    term += step;
                    sum += V.Load(term);
                }

                int left = _taken - column;
                (left < V.Count ? V.Keep(left > 0 ? (1u << left) - 1 : 0u, sum) : sum).Store(dx + column);
            }
        }
    }
}
