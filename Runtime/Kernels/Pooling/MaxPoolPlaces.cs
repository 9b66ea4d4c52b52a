using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// The loops of <see cref="MaxPool"/> for windows that lie edge to edge: forward keeps the place of each maximum, the number of its tap,
/// so that backward need not read again what it was the maximum of: four times as much, and long gone from the near caches.
/// </summary>
internal static unsafe class MaxPoolPlaces
{
    /// <summary>Pools all windows of a range of samples, and runs the epilogue over each row of results.</summary>
    public static void Forward<V>(
        Part part, in Tensor<float> x, in Tensor<float> y, in Tensor<float> places, in Window2D window,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        nint line = (nint)window.InputWidth * x.Stride;
        int columns = Tensor<float>.PaddedColumns(y.Columns);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* picture = x.Data + (nint)sample * x.Rows * x.Stride;
            for (int row = 0; row < window.OutputHeight; row++)
            {
                int firstPixel = sample * y.Rows + row * window.OutputWidth;
                float* to = y.Data + (nint)firstPixel * y.Stride;
                float* place = places.Data + (nint)firstPixel * places.Stride;
                float* from = picture + row * window.KernelHeight * line;
                if (window.KernelHeight == 2 && window.KernelWidth == 2)
                    Pairs<V>(from, line, x.Stride, window.OutputWidth, to, y.Stride, place, columns);
                else
                    Windows<V>(from, line, x.Stride, window.KernelHeight, window.KernelWidth, window.OutputWidth, to, y.Stride, place, columns);
                if (epilogue != null)
                    epilogue(argument, to, y.Stride, window.OutputWidth, columns, firstPixel, 0);
            }
        }
    }

    /// <summary>Sends the gradients of all windows of a range of samples to the places of their maxima.</summary>
    public static void Backward<V>(
        Part part, in Tensor<float> places, in Tensor<float> dy, in Tensor<float> dx, in Window2D window,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
        where V : struct, ISimd<V>
    {
        nint line = (nint)window.InputWidth * dx.Stride;
        int columns = Tensor<float>.PaddedColumns(dy.Columns);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            GradientRows gradient = new(dx, sample, window.InputWidth, epilogue, argument);
            for (int row = 0; row < window.OutputHeight; row++)
            {
                int start = row * window.KernelHeight, firstPixel = sample * dy.Rows + row * window.OutputWidth;
                gradient.Begin(start + window.KernelHeight);
                float* to = gradient.Picture + start * line;
                float* from = dy.Data + (nint)firstPixel * dy.Stride;
                float* place = places.Data + (nint)firstPixel * places.Stride;
                if (window.KernelHeight == 2 && window.KernelWidth == 2)
                    SpreadPairs<V>(place, from, dy.Stride, window.OutputWidth, to, line, dx.Stride, columns);
                else
                    Spread<V>(place, from, dy.Stride, window.KernelHeight, window.KernelWidth, window.OutputWidth, to, line, dx.Stride, columns);
                MaxPoolGradient.ClearBehind(to, line, dx.Stride, window.KernelHeight, window.OutputWidth * window.KernelWidth, window.InputWidth);
                gradient.Finish(start + window.KernelHeight);
            }

            gradient.Close(window.InputHeight);
        }
    }

    /// <summary>Windows of 2 × 2. Of equal values the first is the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pairs<V>(float* x, nint line, nint pixel, int windows, float* y, nint yPixel, float* places, int columns)
        where V : struct, ISimd<V>
    {
        V one = V.Create(1), two = V.Create(2), three = V.Create(3);
        for (int i = 0; i < windows; i++, x += 2 * pixel, y += yPixel, places += yPixel)
        {
            float* below = x + line;
            for (int column = 0; column < columns; column += V.Count)
            {
                V topLeft = V.Load(x + column), topRight = V.Load(x + pixel + column);
                V bottomLeft = V.Load(below + column), bottomRight = V.Load(below + pixel + column);
                V top = V.SelectLess(topLeft, topRight, topRight, topLeft), topPlace = V.SelectLess(topLeft, topRight, one, V.Zero);
                V bottom = V.SelectLess(bottomLeft, bottomRight, bottomRight, bottomLeft), bottomPlace = V.SelectLess(bottomLeft, bottomRight, three, two);
                V.SelectLess(top, bottom, bottom, top).Store(y + column);
                V.SelectLess(top, bottom, bottomPlace, topPlace).Store(places + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Windows<V>(
        float* x, nint line, nint pixel, int lines, int taps, int windows, float* y, nint yPixel, float* places, int columns)
        where V : struct, ISimd<V>
    {
        for (int window = 0; window < windows; window++, x += taps * pixel, y += yPixel, places += yPixel)
        {
            for (int column = 0; column < columns; column += V.Count)
            {
                V most = V.Load(x + column), place = V.Zero;
                int tap = 0;
                for (int i = 0; i < lines; i++)
                {
                    float* from = x + i * line + column;
                    for (int k = 0; k < taps; k++, tap++, from += pixel)
                    {
                        V value = V.Load(from);
                        place = V.SelectLess(most, value, V.Create(tap), place);
                        most = V.SelectLess(most, value, value, most);
                    }
                }

                most.Store(y + column);
                place.Store(places + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadPairs<V>(float* places, float* dy, nint dyPixel, int windows, float* dx, nint line, nint pixel, int columns)
        where V : struct, ISimd<V>
    {
        V first = V.Create(0.5f), second = V.Create(1.5f), third = V.Create(2.5f);
        for (int i = 0; i < windows; i++, places += dyPixel, dy += dyPixel, dx += 2 * pixel)
        {
            float* below = dx + line;
            for (int column = 0; column < columns; column += V.Count)
            {
                V place = V.Load(places + column), gradient = V.Load(dy + column);
                V top = V.SelectLess(place, second, gradient, V.Zero), bottom = V.SelectLess(place, second, V.Zero, gradient);
                V.SelectLess(place, first, top, V.Zero).Store(dx + column);
                V.SelectLess(place, first, V.Zero, top).Store(dx + pixel + column);
                V.SelectLess(place, third, bottom, V.Zero).Store(below + column);
                V.SelectLess(place, third, V.Zero, bottom).Store(below + pixel + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread<V>(
        float* places, float* dy, nint dyPixel, int lines, int taps, int windows, float* dx, nint line, nint pixel, int columns)
        where V : struct, ISimd<V>
    {
        for (int window = 0; window < windows; window++, places += dyPixel, dy += dyPixel, dx += taps * pixel)
        {
            for (int column = 0; column < columns; column += V.Count)
            {
                V place = V.Load(places + column), gradient = V.Load(dy + column);
                int tap = 0;
                for (int i = 0; i < lines; i++)
                {
                    float* to = dx + i * line + column;
                    for (int k = 0; k < taps; k++, tap++, to += pixel)
                    {
                        V here = V.SelectLess(place, V.Create(tap + 0.5f), gradient, V.Zero);
                        V.SelectLess(place, V.Create(tap - 0.5f), V.Zero, here).Store(to);
                    }
                }
            }
        }
    }
}
