using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>What is joined over the samples, by the owner of each channel.</summary>
public static unsafe partial class BatchNorm
{
    /// <summary>Channels that are summed side by side.</summary>
    private const int Lanes = 4;

    /// <summary>
    /// The statistics of the batch and what they make of a value: y = x·scale + shift with scale = weight·inverse and shift = bias -
    /// mean·scale; and the running statistics, which take in the mean and the unbiased variance. Shared out in panels of 32 channels.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="moments">What <see cref="Moments"/> left; or, of values with one row a sample, these themselves.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="weight">The weight, or none for 1.</param>
    /// <param name="bias">The bias, or none for 0.</param>
    /// <param name="runningMean">The running mean: (1 - momentum)·itself + momentum·mean.</param>
    /// <param name="runningVariance">The running variance, likewise.</param>
    /// <param name="mean">Receives the mean of the batch.</param>
    /// <param name="inverse">Receives 1 / √(variance of the batch + epsilon).</param>
    /// <param name="scale">Receives the scale.</param>
    /// <param name="shift">Receives the shift.</param>
    /// <param name="momentum">How much of a step goes into the running statistics.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Statistics(
        ref Worker w, int stage, in Tensor<float> moments, int rows, in ParameterVector weight, in ParameterVector bias,
        in ParameterVector runningMean, in ParameterVector runningVariance, in ParameterVector mean, in ParameterVector inverse,
        in ParameterVector scale, in ParameterVector shift, float momentum, float epsilon)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        double* means = stackalloc double[2 * Lanes];
        double* squares = means + Lanes;
        int length = mean.Length, end = Math.Min(part.ColumnEnd * PanelMatrix.Width, length);
        double elements = (double)w.Count * rows;
        for (int first = part.ColumnStart * PanelMatrix.Width; first < end; first += Lanes)
        {
            Join(moments, w.Count, rows, first, means, squares);
            for (int lane = 0; lane < Math.Min(Lanes, end - first); lane++)
            {
                int column = first + lane;
                double average = means[lane], deviation = 1 / Math.Sqrt(squares[lane] / elements + epsilon);
                double factor = Of(weight, column, 1) * deviation;
                mean.Data[column] = (float)average;
                inverse.Data[column] = (float)deviation;
                scale.Data[column] = (float)factor;
                shift.Data[column] = (float)(Of(bias, column, 0) - average * factor);
                TakeIn(ref runningMean.Data[column], average, momentum);
                TakeIn(ref runningVariance.Data[column], squares[lane] / (elements - 1), momentum);
            }
        }

        ClearPadding(mean, part);
        ClearPadding(inverse, part);
        ClearPadding(scale, part);
        ClearPadding(shift, part);
    }

    /// <summary>
    /// The gradients of weight and bias, and what makes dx of dy: dx = dy·own + (x·theirs + constant). Shared out in panels of 32
    /// channels.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="sums">What <see cref="Sums"/> left; or, of values with one row a sample, dy itself.</param>
    /// <param name="x">Of values with one row a sample the input, else none.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="weight">The weight, or none for 1.</param>
    /// <param name="mean">The mean of the batch.</param>
    /// <param name="inverse">1 / √(variance of the batch + epsilon).</param>
    /// <param name="own">Receives the factor of dy.</param>
    /// <param name="theirs">Receives the factor of x.</param>
    /// <param name="constant">Receives the constant.</param>
    /// <param name="weightGradient">Receives the weight's gradient, unless none.</param>
    /// <param name="biasGradient">Receives the bias's gradient, unless none.</param>
    /// <param name="accumulate">Whether the stored sums are continued though the step does not accumulate: for the second use of a weight in one pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(
        ref Worker w, int stage, in Tensor<float> sums, in Tensor<float> x, int rows, in ParameterVector weight, in ParameterVector mean,
        in ParameterVector inverse, in ParameterVector own, in ParameterVector theirs, in ParameterVector constant,
        in ParameterVector weightGradient, in ParameterVector biasGradient, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        accumulate |= w.Accumulate;
        double* totals = stackalloc double[2 * Lanes];
        double* products = totals + Lanes;
        int length = mean.Length, end = Math.Min(part.ColumnEnd * PanelMatrix.Width, length);
        double elements = (double)w.Count * rows;
        for (int first = part.ColumnStart * PanelMatrix.Width; first < end; first += Lanes)
        {
            if (x.Data == null)
                Add(sums, w.Count, first, totals, products);
            else
                Add(sums, x, mean, w.Count, first, totals, products);
            for (int lane = 0; lane < Math.Min(Lanes, end - first); lane++)
            {
                int column = first + lane;
                double deviation = inverse.Data[column], factor = Of(weight, column, 1) * deviation;
                double slope = -factor * deviation * deviation * (products[lane] / elements);
                own.Data[column] = (float)factor;
                theirs.Data[column] = (float)slope;
                constant.Data[column] = (float)(-factor * (totals[lane] / elements) - slope * mean.Data[column]);
                Set(weightGradient, column, products[lane] * deviation, accumulate);
                Set(biasGradient, column, totals[lane], accumulate);
            }
        }

        ClearPadding(own, part);
        ClearPadding(theirs, part);
        ClearPadding(constant, part);
    }

    private static void TakeIn(ref float running, double batch, float momentum) => running = (float)((1.0 - momentum) * running + momentum * batch);

    private static void Set(in ParameterVector gradient, int column, double value, bool accumulate)
    {
        if (gradient.Data != null)
            gradient.Data[column] = accumulate ? gradient.Data[column] + (float)value : (float)value;
    }

    /// <summary>
    /// Mean and centred second moment over all samples of four channels. All samples have as many rows, so that the mean is that
    /// of the means; the squares around it follow when it is known.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(in Tensor<float> moments, int count, int rows, int column, double* means, double* squares)
    {
        nint step = (nint)moments.Rows * moments.Stride;
        Vector128<double> low = default, high = default, around0 = default, around1 = default;
        float* from = moments.Data + column;
        for (int sample = 0; sample < count; sample++, from += step)
        {
            var (a, b) = Vector128.Widen(Vector128.Load(from));
            low += a;
            high += b;
        }

        Vector128<double> samples = Vector128.Create((double)count), size = Vector128.Create((double)rows);
        low /= samples;
        high /= samples;
        from = moments.Data + column;
        for (int sample = 0; sample < count; sample++, from += step)
        {
            var (a, b) = Vector128.Widen(Vector128.Load(from));
            a -= low;
            b -= high;
            a *= a * size;
            b *= b * size;
            if (rows > 1)
            {
                var (c, d) = Vector128.Widen(Vector128.Load(from + moments.Stride));
                a += c;
                b += d;
            }

            around0 += a;
            around1 += b;
        }

        low.Store(means);
        high.Store(means + 2);
        around0.Store(squares);
        around1.Store(squares + 2);
    }

    /// <summary>The two rows of all samples, summed: four channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(in Tensor<float> sums, int count, int column, double* totals, double* products)
    {
        Vector128<double> t0 = default, t1 = default, p0 = default, p1 = default;
        float* from = sums.Data + column;
        for (int sample = 0; sample < count; sample++, from += (nint)sums.Rows * sums.Stride)
        {
            var (a, b) = Vector128.Widen(Vector128.Load(from));
            var (c, d) = Vector128.Widen(Vector128.Load(from + sums.Stride));
            t0 += a;
            t1 += b;
            p0 += c;
            p1 += d;
        }

        t0.Store(totals);
        t1.Store(totals + 2);
        p0.Store(products);
        p1.Store(products + 2);
    }

    /// <summary>Σ dy and Σ dy·(x - mean) of values with one row a sample: four channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(in Tensor<float> dy, in Tensor<float> x, in ParameterVector mean, int count, int column, double* totals, double* products)
    {
        Vector128<double> t0 = default, t1 = default, p0 = default, p1 = default;
        var (m0, m1) = Vector128.Widen(Vector128.Load(mean.Data + column));
        float* from = dy.Data + column;
        float* value = x.Data + column;
        for (int sample = 0; sample < count; sample++, from += dy.Stride, value += x.Stride)
        {
            var (a, b) = Vector128.Widen(Vector128.Load(from));
            var (c, d) = Vector128.Widen(Vector128.Load(value));
            t0 += a;
            t1 += b;
            p0 += a * (c - m0);
            p1 += b * (d - m1);
        }

        t0.Store(totals);
        t1.Store(totals + 2);
        p0.Store(products);
        p1.Store(products + 2);
    }
}
