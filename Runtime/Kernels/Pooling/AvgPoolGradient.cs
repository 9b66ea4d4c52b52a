using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The backward loops of <see cref="AvgPool"/>.</summary>
internal static unsafe class AvgPoolGradient
{
    /// <summary>Spreads the gradients of all windows of a range of samples over their pixels.</summary>
    public static void Samples<V>(
        Part part, in Tensor<float> dy, in Tensor<float> dx, in Window2D window, MeanRule rule,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        WindowAxis vertical = WindowAxis.Vertical(window), horizontal = WindowAxis.Horizontal(window);
        bool tiles = vertical.Tiles && horizontal.Tiles;
        nint line = (nint)window.InputWidth * dx.Stride;
        int columns = Tensor<float>.PaddedColumns(dy.Columns);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            GradientRows gradient = new(dx, sample, window.InputWidth, epilogue, argument);
            for (int row = 0; row < vertical.Output; row++)
            {
                int start = vertical.Start(row);
                var (first, end) = vertical.Inside(row);
                if (tiles)
                    gradient.Begin(vertical.Reach(start));
                else
                    gradient.Clear(vertical.Reach(start));
                Row<V>(
                    horizontal, gradient.Picture + (start + first) * line, line, end - first, dx.Stride,
                    dy.Data + ((nint)sample * dy.Rows + row * horizontal.Output) * dy.Stride, dy.Stride, columns,
                    rule, vertical.Counted(start, end - first, rule), tiles);
                gradient.Finish(Math.Min(vertical.Input, start + vertical.Stride));
            }

            gradient.Close(vertical.Input);
        }
    }

    /// <summary>One row of windows.</summary>
    /// <inheritdoc cref="MaxPoolGradient.Row{V}" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row<V>(
        in WindowAxis axis, float* dx, nint dxLine, int lines, nint dxPixel, float* dy, nint dyPixel, int columns,
        MeanRule rule, int countedLines, bool tiles)
        where V : struct, ISimd<V>
    {
        for (int i = 0, run; i < axis.Output; i += run)
        {
            run = axis.IsWhole(i) ? axis.WholeEnd - i : 1;
            int start = axis.Start(i);
            var (first, end) = axis.Inside(i);
            float count = rule == MeanRule.Sum ? 1f : countedLines * axis.Counted(start, end - first, rule);
            Windows<V>(
                dx + (start + first) * dxPixel, dxLine, lines, dxPixel, end - first, axis.Stride * dxPixel, run,
                dy + i * dyPixel, dyPixel, columns, count, !tiles);
        }

        if (tiles)
            MaxPoolGradient.ClearBehind(dx, dxLine, dxPixel, lines, axis.Reach(axis.Start(axis.Output - 1)), axis.Input);
    }

    /// <summary>Neighbouring windows, without dilation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Windows<V>(
        float* dx, nint line, int lines, nint tap, int taps, nint step, int windows, float* dy, nint dyPixel, int columns, float divisor,
        bool adds)
        where V : struct, ISimd<V>
    {
        V by = V.Create(divisor);
        for (int window = 0; window < windows; window++, dx += step, dy += dyPixel)
        {
            for (int column = 0; column < columns; column += V.Count)
            {
                V part = divisor == 1f ? V.Load(dy + column) : V.Load(dy + column) / by;
                float* row = dx + column;
                for (int i = 0; i < lines; i++, row += line)
                {
                    float* to = row;
                    for (int k = 0; k < taps; k++, to += tap)
                        (adds ? V.Load(to) + part : part).Store(to);
                }
            }
        }
    }
}
