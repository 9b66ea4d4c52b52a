using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// The kernels of batch normalisation (Ioffe, Szegedy 2015). Samples are summed by themselves, by whoever has them; then the
/// owner of a channel joins them in ascending order, in double precision. What is left to do is elementwise, and rides
/// on other kernels: <see cref="ScaleColumns"/> forward, <see cref="BlendColumns"/> backward.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class BatchNorm
{
    /// <summary>Mean and centred second moment of each channel of each sample. Shared out by samples and panels of 32 channels.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="moments">Receives two rows a sample: means, then second moments.</param>
    public static void Moments(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> moments)
    {
        Part part = w.Part(stage);
        int start = part.ColumnStart * PanelMatrix.Width, end = Math.Min(part.ColumnEnd * PanelMatrix.Width, moments.Stride);
        for (int sample = part.RowStart; sample < part.RowEnd && start < end; sample++)
        {
            float* rows = x.Data + (nint)sample * x.Rows * x.Stride;
            float* mean = moments.Data + (nint)sample * 2 * moments.Stride;
            if (Vector512.IsHardwareAccelerated)
                ChannelMoments.Centred<Simd512>(rows, x.Stride, x.Rows, start, end, mean, mean + moments.Stride);
            else if (Vector256.IsHardwareAccelerated)
                ChannelMoments.Centred<Simd256>(rows, x.Stride, x.Rows, start, end, mean, mean + moments.Stride);
            else
                ChannelMoments.Centred<Simd128>(rows, x.Stride, x.Rows, start, end, mean, mean + moments.Stride);
        }
    }

    /// <summary>Σ dy and Σ dy·(x - mean) of each channel of each sample. Shared out by samples and panels of 32 channels.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="dy">The output's gradient.</param>
    /// <param name="x">The input.</param>
    /// <param name="mean">The mean of the batch.</param>
    /// <param name="sums">Receives two rows a sample.</param>
    public static void Sums(
        ref Worker w, int stage, in Tensor<float> dy, in Tensor<float> x, in ParameterVector mean, in Tensor<float> sums)
    {
        Part part = w.Part(stage);
        int start = part.ColumnStart * PanelMatrix.Width, end = Math.Min(part.ColumnEnd * PanelMatrix.Width, sums.Stride);
        for (int sample = part.RowStart; sample < part.RowEnd && start < end; sample++)
        {
            float* g = dy.Data + (nint)sample * dy.Rows * dy.Stride;
            float* v = x.Data + (nint)sample * x.Rows * x.Stride;
            float* to = sums.Data + (nint)sample * 2 * sums.Stride;
            if (Vector512.IsHardwareAccelerated)
                ChannelMoments.Gradients<Simd512>(g, dy.Stride, v, x.Stride, x.Rows, start, end, mean.Data, to, to + sums.Stride);
            else if (Vector256.IsHardwareAccelerated)
                ChannelMoments.Gradients<Simd256>(g, dy.Stride, v, x.Stride, x.Rows, start, end, mean.Data, to, to + sums.Stride);
            else
                ChannelMoments.Gradients<Simd128>(g, dy.Stride, v, x.Stride, x.Rows, start, end, mean.Data, to, to + sums.Stride);
        }
    }

    /// <summary>
    /// What running statistics make of a value: scale = weight / √(var + epsilon), shift = bias - mean·scale, each computed in double
    /// precision and rounded once. Shared out in panels of 32 channels.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="weight">The weight, or none for 1.</param>
    /// <param name="bias">The bias, or none for 0.</param>
    /// <param name="runningMean">The running mean.</param>
    /// <param name="runningVariance">The running variance.</param>
    /// <param name="scale">Receives the scale.</param>
    /// <param name="shift">Receives the shift.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Running(
        ref Worker w, int stage, in ParameterVector weight, in ParameterVector bias, in ParameterVector runningMean,
        in ParameterVector runningVariance, in ParameterVector scale, in ParameterVector shift, float epsilon)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        int end = Math.Min(part.ColumnEnd * PanelMatrix.Width, scale.Length);
        for (int column = part.ColumnStart * PanelMatrix.Width; column < end; column++)
        {
            double factor = Of(weight, column, 1) / Math.Sqrt((double)runningVariance.Data[column] + epsilon);
            scale.Data[column] = (float)factor;
            shift.Data[column] = (float)(Of(bias, column, 0) - runningMean.Data[column] * factor);
        }

        ClearPadding(scale, part);
        ClearPadding(shift, part);
    }

    private static double Of(in ParameterVector vector, int column, double otherwise) => vector.Data == null ? otherwise : vector.Data[column];

    /// <summary>Zeroes what lies beyond the vector's length, by the owner of its last panel.</summary>
    private static void ClearPadding(in ParameterVector vector, Part part)
    {
        int padded = Tensor<float>.PaddedColumns(vector.Length);
        for (int column = vector.Length; column < padded && column < part.ColumnEnd * PanelMatrix.Width; column++)
            vector.Data[column] = 0f;
    }
}
