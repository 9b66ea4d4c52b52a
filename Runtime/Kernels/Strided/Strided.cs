using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// Structural operations on values of any number of axes: copies and reductions as strided walks over one sample.
/// </summary>
/// <remarks>
/// <para>A walk is described by up to eight extents, the outermost axis first, and a pitch for each in x and in y: element
/// (i₀ … iₖ) of a tensor lies at Σ i·pitch, with pitch(last) = 1, pitch(last - 1) = <see cref="Tensor{T}.Stride"/>, and
/// pitch(k) = pitch(k + 1)·extent(k + 1) before that. A pitch of 0 repeats: an expanded axis of a source, a reduced axis
/// of a target.</para>
/// <para>All are shared out by samples; columns are not used.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Strided
{
    /// <summary>
    /// y[yStart + Σ i·yPitch] = x[xStart + Σ i·xPitch]: slices, parts of a concatenation, transpositions, expansions.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The source.</param>
    /// <param name="y">The target; what the walk does not meet is left as it is unless <paramref name="clears"/>.</param>
    /// <param name="xStart">The first element within a sample of x.</param>
    /// <param name="yStart">The first element within a sample of y.</param>
    /// <param name="extents">The extents of the axes, up to eight.</param>
    /// <param name="xPitch">Each axis's pitch in x.</param>
    /// <param name="yPitch">Each axis's pitch in y, none 0.</param>
    /// <param name="clears">
    /// Whether all else in y becomes zero, padding too: for the first copy into a value, and for the gradient of a slice.
    /// </param>
    public static void Copy(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, int xStart, int yStart,
        ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch, bool clears = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            StridedCopy.Samples(part, x, y, xStart, yStart, StridedAxes.Of(extents, xPitch, yPitch), clears);
    }

    /// <summary>
    /// y = scale·Σ x over the axes whose pitch in y is 0: sums, means, and the gradient of an expansion. Padding of y
    /// becomes zero. Ascending order, or 16 lanes along the last axis if that is summed; see <see cref="StridedReduction"/>.
    /// </summary>
    public static void Sum(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, float scale,
        ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            StridedReduction.Run<SumReduction>(part, x, y, scale, extents, xPitch, yPitch);
    }

    /// <summary>y = max x over the axes whose pitch in y is 0, by compare and select. Padding of y becomes zero.</summary>
    public static void Max(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y,
        ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            StridedReduction.Run<MaxReduction>(part, x, y, 1f, extents, xPitch, yPitch);
    }

    /// <summary>
    /// dX of y = max x: each element of dY goes to the first x, in ascending order of the axes, that equals the maximum. All
    /// else in dX is zero, padding too. dX has the shape of x and dY that of y; their strides may differ from those.
    /// </summary>
    public static void MaxBackward(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, in Tensor<float> dy, in Tensor<float> dx,
        ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            StridedMaxGradient.Samples(part, x, y, dy, dx, extents, xPitch, yPitch);
    }
}
