using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Layer normalisation (Ba, Kiros, Hinton 2016): every row by itself, over its columns, in 16 lanes and a fixed tree.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LayerNorm
{
    /// <summary>Floats that an epilogue finds in the first-level cache.</summary>
    private const int BlockFloats = 4096;

    /// <summary>y = epilogue((x - mean) / √(variance + epsilon)·weight + bias). Shared out by samples.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="weight">The weight, or none for 1.</param>
    /// <param name="bias">The bias, or none for 0.</param>
    /// <param name="y">Receives the output.</param>
    /// <param name="moments">Receives the mean of each row of a sample in one row, and 1 / √(variance + epsilon) in a second one; unless none.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="epilogue">What else is done to the output.</param>
    public static void Forward<T>(
        ref Worker w, int stage, in Tensor<float> x, in ParameterVector weight, in ParameterVector bias, in Tensor<float> y,
        in Tensor<float> moments, float epsilon, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        var rest = EpilogueLoop<T>.Address;
        int block = Math.Max(1, BlockFloats / y.Stride), end = part.RowEnd * y.Rows;
        for (int row = part.RowStart * y.Rows; row < end; row += block)
        {
            int stop = Math.Min(row + block, end);
            if (Vector512.IsHardwareAccelerated)
                ForwardRows<Simd512>(row, stop, x, weight, bias, y, moments, epsilon);
            else if (Vector256.IsHardwareAccelerated)
                ForwardRows<Simd256>(row, stop, x, weight, bias, y, moments, epsilon);
            else
                ForwardRows<Simd128>(row, stop, x, weight, bias, y, moments, epsilon);
            if (rest != null)
                rest(Unsafe.AsPointer(ref chain), y.Data + (nint)row * y.Stride, y.Stride, stop - row, Tensor<float>.PaddedColumns(y.Columns), row, 0);
        }
    }

    /// <summary>
    /// dx = (g - mean g - x̂·mean(g·x̂)) / √(variance + epsilon) with g = dy·weight and x̂ the normalised input; and each sample's Σ
    /// dy and Σ dy·x̂. Shared out by samples.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="dy">The output's gradient.</param>
    /// <param name="x">The input.</param>
    /// <param name="weight">The weight, or none for 1.</param>
    /// <param name="moments">What <see cref="Forward"/> left.</param>
    /// <param name="dx">Receives the input's gradient, unless none.</param>
    /// <param name="sums">Receives two rows a sample, unless none.</param>
    public static void Backward(
        ref Worker w, int stage, in Tensor<float> dy, in Tensor<float> x, in ParameterVector weight, in Tensor<float> moments,
        in Tensor<float> dx, in Tensor<float> sums)
    {
        Part part = w.Part(stage);
        for (int sample = part.RowStart; sample < part.RowEnd && !part.IsEmpty; sample++)
        {
            if (Vector512.IsHardwareAccelerated)
                BackwardSample<Simd512>(sample, dy, x, weight, moments, dx, sums);
            else if (Vector256.IsHardwareAccelerated)
                BackwardSample<Simd256>(sample, dy, x, weight, moments, dx, sums);
            else
                BackwardSample<Simd128>(sample, dy, x, weight, moments, dx, sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ForwardRows<V>(
        int start, int end, Tensor<float> x, ParameterVector weight, ParameterVector bias, Tensor<float> y, Tensor<float> moments, float epsilon)
        where V : struct, ISimd<V>
    {
        int padded = Tensor<float>.PaddedColumns(y.Columns);
        for (int row = start; row < end; row++)
        {
            float* from = x.Data + (nint)row * x.Stride;
            float* to = y.Data + (nint)row * y.Stride;
            float mean = Sum<V>(from, y.Columns) / y.Columns;
            float inverse = 1f / MathF.Sqrt(SumOfSquares<V>(from, y.Columns, mean) / y.Columns + epsilon);
            V centre = V.Create(mean), factor = V.Create(inverse);
            for (int column = 0; column < padded; column += V.Count)
            {
                V value = (V.Load(from + column) - centre) * factor;
                if (weight.Data != null)
                    value = V.Fma(value, V.Load(weight.Data + column), V.Load(bias.Data + column));
                value.Store(to + column);
            }

            if (moments.Data != null)
            {
                var (sample, own) = Math.DivRem(row, y.Rows);
                float* kept = moments.Data + (nint)sample * 2 * moments.Stride + own;
                kept[0] = mean;
                kept[moments.Stride] = inverse;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void BackwardSample<V>(
        int sample, Tensor<float> dy, Tensor<float> x, ParameterVector weight, Tensor<float> moments, Tensor<float> dx, Tensor<float> sums)
        where V : struct, ISimd<V>
    {
        float* kept = moments.Data + (nint)sample * 2 * moments.Stride;
        float* totals = sums.Data + (nint)sample * 2 * sums.Stride;
        for (int row = 0; row < dy.Rows; row++)
        {
            float* g = dy.Data + ((nint)sample * dy.Rows + row) * dy.Stride;
            float* v = x.Data + ((nint)sample * x.Rows + row) * x.Stride;
            float mean = kept[row], inverse = kept[moments.Stride + row];
            if (sums.Data != null)
                AddRow<V>(g, v, dy.Columns, mean, inverse, totals, totals + sums.Stride, row == 0);
            if (dx.Data != null)
                DataRow<V>(g, v, dy.Columns, weight.Data, mean, inverse, dx.Data + ((nint)sample * dx.Rows + row) * dx.Stride);
        }
    }

    /// <summary>Adds a row to Σ dy and Σ dy·x̂.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<V>(float* dy, float* x, int columns, float mean, float inverse, float* sums, float* products, bool isFirst)
        where V : struct, ISimd<V>
    {
        V centre = V.Create(mean), factor = V.Create(inverse);
        for (int column = 0; column < Tensor<float>.PaddedColumns(columns); column += V.Count)
        {
            V g = V.Load(dy + column);
            V normalised = Normalised(x, column, columns, centre, factor);
            (isFirst ? g : V.Load(sums + column) + g).Store(sums + column);
            V.Fma(g, normalised, isFirst ? V.Zero : V.Load(products + column)).Store(products + column);
        }
    }

    /// <summary>dx of one row, its padding zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DataRow<V>(float* dy, float* x, int columns, float* weight, float mean, float inverse, float* dx)
        where V : struct, ISimd<V>
    {
        V centre = V.Create(mean), factor = V.Create(inverse);
        int padded = Tensor<float>.PaddedColumns(columns);
        Fold.Block sums, products;
        for (int lane = 0; lane < Fold.Lanes; lane += V.Count)
        {
            V sum = V.Zero, product = V.Zero;
            for (int column = lane; column < padded; column += Fold.Lanes)
            {
                V g = weight == null ? V.Load(dy + column) : V.Load(dy + column) * V.Load(weight + column);
                sum += g;
                product = V.Fma(g, Normalised(x, column, columns, centre, factor), product);
            }

            sum.Store((float*)&sums + lane);
            product.Store((float*)&products + lane);
        }

        V first = V.Create(Fold.Sum((float*)&sums) / columns), second = V.Create(-(Fold.Sum((float*)&products) / columns));
        for (int column = 0; column < padded; column += V.Count)
        {
            V g = weight == null ? V.Load(dy + column) : V.Load(dy + column) * V.Load(weight + column);
            V value = V.Fma(Normalised(x, column, columns, centre, factor), second, g - first) * factor;
            (columns - column < V.Count ? V.Keep(Fold.LanesWithin(columns - column), value) : value).Store(dx + column);
        }
    }

    /// <summary>x̂ at a column, zero beyond the row's end: padding may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Normalised<V>(float* x, int column, int columns, V mean, V inverse) where V : struct, ISimd<V>
    {
        V value = (V.Load(x + column) - mean) * inverse;
        return columns - column < V.Count ? V.Keep(Fold.LanesWithin(columns - column), value) : value;
    }

    /// <summary>Σ x; padding may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum<V>(float* x, int columns) where V : struct, ISimd<V>
    {
        Fold.Block block;
        for (int lane = 0; lane < Fold.Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < columns; column += Fold.Lanes)
            {
                V value = V.Load(x + column);
                sum += columns - column < V.Count ? V.Keep(Fold.LanesWithin(columns - column), value) : value;
            }

            sum.Store((float*)&block + lane);
        }

        return Fold.Sum((float*)&block);
    }

    /// <summary>Σ (x - mean)²; padding may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumOfSquares<V>(float* x, int columns, float mean) where V : struct, ISimd<V>
    {
        Fold.Block block;
        V centre = V.Create(mean);
        for (int lane = 0; lane < Fold.Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < columns; column += Fold.Lanes)
            {
                V value = V.Load(x + column) - centre;
                if (columns - column < V.Count)
                    value = V.Keep(Fold.LanesWithin(columns - column), value);
                sum = V.Fma(value, value, sum);
            }

            sum.Store((float*)&block + lane);
        }

        return Fold.Sum((float*)&block);
    }
}
