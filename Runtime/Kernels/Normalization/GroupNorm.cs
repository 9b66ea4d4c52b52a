using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Group normalisation (Wu, He 2018): every sample by itself, over all rows of a group of neighbouring channels. A sample is
/// summed channel by channel, the channels of a group are joined in double precision, and the sample is mapped while the
/// second-level cache may still hold it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GroupNorm
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
    /// <param name="moments">Receives four rows a sample: for each channel the mean, 1 / √(variance + epsilon), and the scale and shift that they make.</param>
    /// <param name="groups">The number of groups, which divides the channels.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="epilogue">What else is done to the output.</param>
    public static void Forward<T>(
        ref Worker w, int stage, in Tensor<float> x, in ParameterVector weight, in ParameterVector bias, in Tensor<float> y,
        in Tensor<float> moments, int groups, float epsilon, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        var rest = EpilogueLoop<T>.Address;
        int block = Math.Max(1, BlockFloats / y.Stride), padded = Tensor<float>.PaddedColumns(y.Columns);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* kept = moments.Data + (nint)sample * 4 * moments.Stride;
            Centred(x.Data + (nint)sample * x.Rows * x.Stride, x, kept, moments.Stride);
            Join(x.Rows, x.Columns, groups, weight, bias, epsilon, kept, moments.Stride);
            for (int row = sample * y.Rows; row < (sample + 1) * y.Rows; row += block)
            {
                int stop = Math.Min(row + block, (sample + 1) * y.Rows);
                ScaleColumns map = new(new ParameterVector(kept + 2 * moments.Stride, y.Columns), new ParameterVector(kept + 3 * moments.Stride, y.Columns));
                Pointwise.Rows(x, y, row, stop, map);
                if (rest != null)
                    rest(Unsafe.AsPointer(ref chain), y.Data + (nint)row * y.Stride, y.Stride, stop - row, padded, row, 0);
            }
        }
    }

    /// <summary>
    /// dx = (g - mean g - x̂·mean(g·x̂)) / √(variance + epsilon) with g = dy·weight, x̂ the normalised input and the means over the group;
    /// and each sample's Σ dy and Σ dy·x̂. Shared out by samples.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="dy">The output's gradient.</param>
    /// <param name="x">The input.</param>
    /// <param name="weight">The weight, or none for 1.</param>
    /// <param name="moments">What <see cref="Forward"/> left.</param>
    /// <param name="dx">Receives the input's gradient, unless none.</param>
    /// <param name="sums">Receives two rows a sample.</param>
    /// <param name="factors">Receives three rows a sample that are of no further use.</param>
    /// <param name="groups">The number of groups.</param>
    public static void Backward(
        ref Worker w, int stage, in Tensor<float> dy, in Tensor<float> x, in ParameterVector weight, in Tensor<float> moments,
        in Tensor<float> dx, in Tensor<float> sums, in Tensor<float> factors, int groups)
    {
        Part part = w.Part(stage);
        for (int sample = part.RowStart; sample < part.RowEnd && !part.IsEmpty; sample++)
        {
            float* kept = moments.Data + (nint)sample * 4 * moments.Stride;
            float* totals = sums.Data + (nint)sample * 2 * sums.Stride;
            float* own = factors.Data + (nint)sample * 3 * factors.Stride;
            Gradients(sample, dy, x, kept, totals, sums.Stride);
            JoinGradients(x.Rows, x.Columns, groups, weight, kept, moments.Stride, totals, sums.Stride, own, factors.Stride);
            if (dx.Data == null)
                continue;
            BlendColumns map = new(
                x, new ParameterVector(own, x.Columns), new ParameterVector(own + factors.Stride, x.Columns), new ParameterVector(own + 2 * factors.Stride, x.Columns));
            Pointwise.Rows(dy, dx, sample * dx.Rows, (sample + 1) * dx.Rows, map);
        }
    }

    private static void Centred(float* rows, in Tensor<float> x, float* kept, int stride)
    {
        if (Vector512.IsHardwareAccelerated)
            ChannelMoments.Centred<Simd512>(rows, x.Stride, x.Rows, 0, stride, kept, kept + stride);
        else if (Vector256.IsHardwareAccelerated)
            ChannelMoments.Centred<Simd256>(rows, x.Stride, x.Rows, 0, stride, kept, kept + stride);
        else
            ChannelMoments.Centred<Simd128>(rows, x.Stride, x.Rows, 0, stride, kept, kept + stride);
    }

    private static void Gradients(int sample, in Tensor<float> dy, in Tensor<float> x, float* mean, float* totals, int stride)
    {
        float* g = dy.Data + (nint)sample * dy.Rows * dy.Stride;
        float* v = x.Data + (nint)sample * x.Rows * x.Stride;
        if (Vector512.IsHardwareAccelerated)
            ChannelMoments.Gradients<Simd512>(g, dy.Stride, v, x.Stride, x.Rows, 0, stride, mean, totals, totals + stride);
        else if (Vector256.IsHardwareAccelerated)
            ChannelMoments.Gradients<Simd256>(g, dy.Stride, v, x.Stride, x.Rows, 0, stride, mean, totals, totals + stride);
        else
            ChannelMoments.Gradients<Simd128>(g, dy.Stride, v, x.Stride, x.Rows, 0, stride, mean, totals, totals + stride);
    }

    /// <summary>From the moments of channels to those of groups, and what they make of a value; padding becomes zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(int rows, int columns, int groups, in ParameterVector weight, in ParameterVector bias, float epsilon, float* kept, int stride)
    {
        int size = columns / groups;
        for (int first = 0; first < columns; first += size)
        {
            double mean = 0, squares = 0;
            for (int column = first; column < first + size; column++)
                mean += kept[column];
            mean /= size;
            for (int column = first; column < first + size; column++)
            {
                double apart = kept[column] - mean;
                squares += kept[stride + column] + rows * apart * apart;
            }

            double inverse = 1 / Math.Sqrt(squares / ((double)rows * size) + epsilon);
            for (int column = first; column < first + size; column++)
            {
                double scale = weight.Data == null ? inverse : weight.Data[column] * inverse;
                kept[column] = (float)mean;
                kept[stride + column] = (float)inverse;
                kept[2 * stride + column] = (float)scale;
                kept[3 * stride + column] = (float)((bias.Data == null ? 0.0 : bias.Data[column]) - mean * scale);
            }
        }

        ClearPadding(kept, stride, columns, rows: 4);
    }

    /// <summary>From Σ dy and Σ dy·(x - mean) of channels to what makes dx of dy and x; the second row becomes Σ dy·x̂.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinGradients(
        int rows, int columns, int groups, in ParameterVector weight, float* kept, int keptStride, float* totals, int stride, float* factors, int factorStride)
    {
        int size = columns / groups;
        double elements = (double)rows * size;
        for (int first = 0; first < columns; first += size)
        {
            double inverse = kept[keptStride + first], sum = 0, product = 0;
            for (int column = first; column < first + size; column++)
            {
                double factor = weight.Data == null ? 1 : weight.Data[column];
                sum += factor * totals[column];
                product += factor * totals[stride + column];
            }

            double slope = -inverse * inverse * inverse * (product / elements);
            double constant = -inverse * (sum / elements) - slope * kept[first];
            for (int column = first; column < first + size; column++)
            {
                totals[stride + column] = (float)(totals[stride + column] * inverse);
                factors[column] = (float)(weight.Data == null ? inverse : weight.Data[column] * inverse);
                factors[factorStride + column] = (float)slope;
                factors[2 * factorStride + column] = (float)constant;
            }
        }

        ClearPadding(totals, stride, columns, rows: 2);
        ClearPadding(factors, factorStride, columns, rows: 3);
    }

    private static void ClearPadding(float* from, int stride, int columns, int rows)
    {
        for (int row = 0; row < rows; row++)
            new Span<float>(from + (nint)row * stride + columns, stride - columns).Clear();
    }
}
