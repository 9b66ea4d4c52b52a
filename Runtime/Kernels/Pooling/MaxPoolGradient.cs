using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The backward loops of <see cref="MaxPool"/>.</summary>
internal static unsafe class MaxPoolGradient
{
    /// <summary>Sends the gradients of all windows of a range of samples to the places of their maxima.</summary>
    public static void Samples<V>(
        Part part, in Tensor<float> x, in Tensor<float> dy, in Tensor<float> dx, in Window2D window,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        WindowAxis vertical = WindowAxis.Vertical(window), horizontal = WindowAxis.Horizontal(window);
        bool tiles = vertical.Tiles && horizontal.Tiles;
        nint xLine = (nint)window.InputWidth * x.Stride, dxLine = (nint)window.InputWidth * dx.Stride;
        int columns = Tensor<float>.PaddedColumns(dy.Columns);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* picture = x.Data + (nint)sample * x.Rows * x.Stride;
            GradientRows gradient = new(dx, sample, window.InputWidth, epilogue, argument);
            for (int row = 0; row < vertical.Output; row++)
            {
                int start = vertical.Start(row);
                var (first, end) = vertical.Inside(row);
                int top = start + first * vertical.Dilation;
                if (tiles)
                    gradient.Begin(vertical.Reach(start));
                else
                    gradient.Clear(vertical.Reach(start));
                Row<V>(
                    horizontal, picture + top * xLine, xLine * vertical.Dilation, x.Stride,
                    gradient.Picture + top * dxLine, dxLine * vertical.Dilation, dx.Stride, end - first,
                    dy.Data + ((nint)sample * dy.Rows + row * horizontal.Output) * dy.Stride, dy.Stride, columns, tiles);
                gradient.Finish(Math.Min(vertical.Input, start + vertical.Stride));
            }

            gradient.Close(vertical.Input);
        }
    }

    /// <summary>One row of windows; x, the gradient and dY may lie anywhere.</summary>
    /// <param name="axis">The windows of the row.</param>
    /// <param name="x">The first pixel of the first input row that the windows read.</param>
    /// <param name="xLine">Elements from one input row that the windows read to the next.</param>
    /// <param name="xPixel">Elements from one input pixel to the next.</param>
    /// <param name="dx">The same pixel's gradient.</param>
    /// <param name="dxLine">Elements from one row of the gradient to the next.</param>
    /// <param name="dxPixel">Elements from one pixel of the gradient to the next.</param>
    /// <param name="lines">How many input rows the windows read.</param>
    /// <param name="dy">The gradient of the first output pixel.</param>
    /// <param name="dyPixel">Elements from one output pixel to the next.</param>
    /// <param name="columns">The channels, padded to a multiple of 16.</param>
    /// <param name="tiles">Whether the windows lie edge to edge: then every element of these rows is written, else added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row<V>(
        in WindowAxis axis, float* x, nint xLine, nint xPixel, float* dx, nint dxLine, nint dxPixel, int lines,
        float* dy, nint dyPixel, int columns, bool tiles)
        where V : struct, ISimd<V>
    {
        nint xTap = xPixel * axis.Dilation, dxTap = dxPixel * axis.Dilation;
        for (int i = 0, run; i < axis.Output; i += run)
        {
            run = axis.IsWhole(i) ? axis.WholeEnd - i : 1;
            int start = axis.Start(i);
            var (first, end) = axis.Inside(i);
            int left = start + first * axis.Dilation;
            float* from = x + left * xPixel;
            float* to = dx + left * dxPixel;
            if (tiles && lines == 2 && end - first == 2)
                Pairs<V>(from, xLine, xPixel, to, dxLine, dxPixel, run, dy + i * dyPixel, dyPixel, columns);
            else
                Windows<V>(
                    from, xLine, xTap, axis.Stride * xPixel, to, dxLine, dxTap, axis.Stride * dxPixel, lines, end - first, run,
                    dy + i * dyPixel, dyPixel, columns, !tiles);
        }

        if (tiles)
            ClearBehind(dx, dxLine, dxPixel, lines, axis.Reach(axis.Start(axis.Output - 1)), axis.Input);
    }

    /// <summary>Clears the pixels to the right of the last window.</summary>
    internal static void ClearBehind(float* dx, nint line, nint pixel, int lines, int start, int end)
    {
        for (int i = 0; i < lines && start < end; i++)
            new Span<float>(dx + i * line + start * pixel, (int)((end - start) * pixel)).Clear();
    }

    /// <summary>Neighbouring windows of 2 × 2, edge to edge: the usual ones. Of two equal values the first is the larger one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Pairs<V>(
        float* x, nint xLine, nint xPixel, float* dx, nint dxLine, nint dxPixel, int windows, float* dy, nint dyPixel, int columns)
        where V : struct, ISimd<V>
    {
        for (int i = 0; i < windows; i++, x += 2 * xPixel, dx += 2 * dxPixel, dy += dyPixel)
        {
            float* xBelow = x + xLine;
            float* dxBelow = dx + dxLine;
            for (int column = 0; column < columns; column += V.Count)
            {
                V topLeft = V.Load(x + column), topRight = V.Load(x + xPixel + column);
                V bottomLeft = V.Load(xBelow + column), bottomRight = V.Load(xBelow + xPixel + column);
                V top = V.SelectLess(topLeft, topRight, topRight, topLeft);
                V bottom = V.SelectLess(bottomLeft, bottomRight, bottomRight, bottomLeft);
                V gradient = V.Load(dy + column);
                V above = V.SelectLess(top, bottom, V.Zero, gradient);
                V below = V.SelectLess(top, bottom, gradient, V.Zero);
                V.SelectLess(topLeft, topRight, V.Zero, above).Store(dx + column);
                V.SelectLess(topLeft, topRight, above, V.Zero).Store(dx + dxPixel + column);
                V.SelectLess(bottomLeft, bottomRight, V.Zero, below).Store(dxBelow + column);
                V.SelectLess(bottomLeft, bottomRight, below, V.Zero).Store(dxBelow + dxPixel + column);
            }
        }
    }

    /// <summary>
    /// Neighbouring windows of any size: the maximum first, then its first place, which takes the gradient and leaves nothing
    /// for the others.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Windows<V>(
        float* x, nint xLine, nint xTap, nint xStep, float* dx, nint dxLine, nint dxTap, nint dxStep, int lines, int taps, int windows,
        float* dy, nint dyPixel, int columns, bool adds)
        where V : struct, ISimd<V>
    {
        for (int window = 0; window < windows; window++, x += xStep, dx += dxStep, dy += dyPixel)
        {
            for (int column = 0; column < columns; column += V.Count)
            {
                V most = V.Create(float.NegativeInfinity);
                float* row = x + column;
                for (int i = 0; i < lines; i++, row += xLine)
                {
                    float* from = row;
                    for (int k = 0; k < taps; k++, from += xTap)
                        most = MaxReduction.Combine(most, V.Load(from));
                }

                V left = V.Load(dy + column);
                row = x + column;
                float* gradientRow = dx + column;
                for (int i = 0; i < lines; i++, row += xLine, gradientRow += dxLine)
                {
                    float* from = row;
                    float* to = gradientRow;
                    for (int k = 0; k < taps; k++, from += xTap, to += dxTap)
                    {
                        V value = V.Load(from);
                        V taken = V.SelectLessOrEqual(most, value, left, V.Zero);
                        left = V.SelectLessOrEqual(most, value, V.Zero, left);
                        (adds ? V.Load(to) + taken : taken).Store(to);
                    }
                }
            }
        }
    }
}
