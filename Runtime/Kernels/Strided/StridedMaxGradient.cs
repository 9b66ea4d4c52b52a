using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The loops of <see cref="Strided.MaxBackward"/>.</summary>
internal static unsafe class StridedMaxGradient
{
    /// <summary>Takes each element of dY to the first x that equals the maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Samples(
        Part part, Tensor<float> x, Tensor<float> y, Tensor<float> dy, Tensor<float> dx,
        ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch)
    {
        StridedAxes kept = default, reduced = default;
        for (int axis = 0; axis < extents.Length; axis++)
        {
            if (yPitch[axis] == 0)
                reduced.Add(extents[axis], xPitch[axis], 0);
            else
                kept.Add(extents[axis], xPitch[axis], yPitch[axis]);
        }

        var (run, pitch, _) = reduced.TakeLast();
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* from = x.Data + (nint)sample * x.Rows * x.Stride;
            float* most = y.Data + (nint)sample * y.Rows * y.Stride;
            float* gradient = dy.Data + (nint)sample * dy.Rows * dy.Stride;
            float* to = dx.Data + (nint)sample * dx.Rows * dx.Stride;
            new Span<float>(to, dx.Rows * dx.Stride).Clear();
            do
            {
                nint found = kept.X + First(from + kept.X, most[kept.Y], ref reduced, run, pitch);
                to[Move(found, x.Stride, dx.Stride)] = gradient[Move(kept.Y, y.Stride, dy.Stride)];
            }
            while (kept.Next());
        }
    }

    /// <summary>Where along the reduced axes the first element of that value lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint First(float* x, float value, ref StridedAxes reduced, int run, nint pitch)
    {
        do
        {
            nint offset = reduced.X;
            for (int i = 0; i < run; i++, offset += pitch)
            {
                if (x[offset] == value)
                {
                    reduced.Reset();
                    return offset;
                }
            }
        }
        while (reduced.Next());

        // Only where x holds no number is nothing found: then any place does that is one of ours.
        return 0;
    }

    /// <summary>The same element in a tensor of another stride: inputs are not padded, their gradients are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Move(nint offset, int stride, int newStride) =>
        stride == newStride ? offset : offset / stride * newStride + offset % stride;
}
