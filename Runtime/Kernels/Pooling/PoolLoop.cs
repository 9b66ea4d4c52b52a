using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The forward loops of pooling: each channel's reduction over the pixels of a window, in row-major order.</summary>
internal static unsafe class PoolLoop<TReduction> where TReduction : struct, IReduction
{
    /// <summary>Pools all windows of a range of samples, one row of output pixels after another, and runs the epilogue over each.</summary>
    public static void Samples<V>(
        Part part, in Tensor<float> x, in Tensor<float> y, in Window2D window, MeanRule rule,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        WindowAxis vertical = WindowAxis.Vertical(window), horizontal = WindowAxis.Horizontal(window);
        nint line = (nint)window.InputWidth * x.Stride;
        int columns = Tensor<float>.PaddedColumns(y.Columns);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* picture = x.Data + (nint)sample * x.Rows * x.Stride;
            for (int row = 0; row < vertical.Output; row++)
            {
                int start = vertical.Start(row);
                var (first, end) = vertical.Inside(row);
                int firstPixel = sample * y.Rows + row * horizontal.Output;
                float* to = y.Data + (nint)firstPixel * y.Stride;
                Row<V>(
                    horizontal, picture + (start + first * vertical.Dilation) * line, line * vertical.Dilation, end - first, x.Stride,
                    to, y.Stride, columns, rule, vertical.Counted(start, end - first, rule));
                if (epilogue != null)
                    epilogue(argument, to, y.Stride, horizontal.Output, columns, firstPixel, 0);
            }
        }
    }

    /// <summary>Pools one row of windows. The input's rows may lie anywhere: in a value, or in a producer's scratch.</summary>
    /// <param name="axis">The windows of the row.</param>
    /// <param name="x">The first pixel of the first input row that the windows read.</param>
    /// <param name="line">Elements from one input row that the windows read to the next.</param>
    /// <param name="lines">How many input rows they read: those of the window that lie inside the input.</param>
    /// <param name="pixel">Elements from one input pixel to the next.</param>
    /// <param name="y">The first output pixel.</param>
    /// <param name="yPixel">Elements from one output pixel to the next.</param>
    /// <param name="columns">The channels, padded to a multiple of 16.</param>
    /// <param name="rule">What sums are divided by.</param>
    /// <param name="countedLines">How many rows a mean counts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row<V>(
        in WindowAxis axis, float* x, nint line, int lines, nint pixel, float* y, nint yPixel, int columns, MeanRule rule, int countedLines)
        where V : struct, ISimd<V>
    {
        nint tap = pixel * axis.Dilation;
        for (int i = 0, run; i < axis.Output; i += run)
        {
            run = axis.IsWhole(i) ? axis.WholeEnd - i : 1;
            int start = axis.Start(i);
            var (first, end) = axis.Inside(i);
            float* from = x + (start + first * axis.Dilation) * pixel;
            float* to = y + i * yPixel;
            float count = rule == MeanRule.Sum ? 1f : countedLines * axis.Counted(start, end - first, rule);
            if (lines == 2 && end - first == 2)
                Pairs<V>(from, line, tap, axis.Stride * pixel, run, to, yPixel, columns, count);
            else
                Windows<V>(from, line, lines, tap, end - first, axis.Stride * pixel, run, to, yPixel, columns, count);
        }
    }

    /// <summary>Neighbouring windows of 2 × 2, the usual ones: nothing but loads, their reduction and a store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Pairs<V>(float* x, nint line, nint tap, nint step, int windows, float* y, nint yPixel, int columns, float divisor)
        where V : struct, ISimd<V>
    {
        V by = V.Create(divisor);
        for (int i = 0; i < windows; i++, x += step, y += yPixel)
        {
            float* below = x + line;
            for (int column = 0; column < columns; column += V.Count)
            {
                V value = TReduction.Combine(V.Load(x + column), V.Load(x + tap + column));
                value = TReduction.Combine(value, V.Load(below + column));
                value = TReduction.Combine(value, V.Load(below + tap + column));
                Divide(value, by, divisor).Store(y + column);
            }
        }
    }

    /// <summary>Neighbouring windows of any size, two vectors of channels at a time: each is a chain of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Windows<V>(
        float* x, nint line, int lines, nint tap, int taps, nint step, int windows, float* y, nint yPixel, int columns, float divisor)
        where V : struct, ISimd<V>
    {
        V by = V.Create(divisor);
        for (int window = 0; window < windows; window++, x += step, y += yPixel)
        {
            int column = 0;
            for (; column + 2 * V.Count <= columns; column += 2 * V.Count)
            {
                V left = V.Create(TReduction.Neutral), right = left;
                float* row = x + column;
                for (int i = 0; i < lines; i++, row += line)
                {
                    float* from = row;
                    for (int k = 0; k < taps; k++, from += tap)
                    {
                        left = TReduction.Combine(left, V.Load(from));
                        right = TReduction.Combine(right, V.Load(from + V.Count));
                    }
                }

                Divide(left, by, divisor).Store(y + column);
                Divide(right, by, divisor).Store(y + column + V.Count);
            }

            for (; column < columns; column += V.Count)
            {
                V value = V.Create(TReduction.Neutral);
                float* row = x + column;
                for (int i = 0; i < lines; i++, row += line)
                {
                    float* from = row;
                    for (int k = 0; k < taps; k++, from += tap)
                        value = TReduction.Combine(value, V.Load(from));
                }

                Divide(value, by, divisor).Store(y + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Divide<V>(V value, V by, float divisor) where V : struct, ISimd<V> =>
        typeof(TReduction) == typeof(SumReduction) && divisor != 1f ? value / by : value;
}
