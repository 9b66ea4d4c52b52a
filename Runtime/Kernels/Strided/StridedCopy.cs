using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The loops of <see cref="Strided.Copy"/>.</summary>
internal static unsafe class StridedCopy
{
    /// <summary>Shorter runs are copied element by element: a call would cost more than they do.</summary>
    private const int ShortRun = 16;

    /// <summary>Copies each sample of the part along the axes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Samples(Part part, Tensor<float> x, Tensor<float> y, int xStart, int yStart, StridedAxes axes, bool clears)
    {
        var (run, xRun, yRun) = axes.TakeLast();
        var (rows, xRow, yRow) = axes.TakeLast();
        bool contiguous = xRun == 1 && yRun == 1 && run >= ShortRun;
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* source = x.Data + (nint)sample * x.Rows * x.Stride + xStart;
            float* target = y.Data + (nint)sample * y.Rows * y.Stride;
            if (clears)
                new Span<float>(target, y.Rows * y.Stride).Clear();
            do
            {
                float* from = source + axes.X;
                float* to = target + yStart + axes.Y;
                for (int row = 0; row < rows; row++, from += xRow, to += yRow)
                {
                    if (contiguous)
                        new Span<float>(from, run).CopyTo(new Span<float>(to, run));
                    else if (xRun == 0 && yRun == 1)
                        new Span<float>(to, run).Fill(*from);
                    else
                        Elements(from, xRun, to, yRun, run);
                }
            }
            while (axes.Next());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Elements(float* from, nint fromPitch, float* to, nint toPitch, int count)
    {
        for (int i = 0; i < count; i++, from += fromPitch, to += toPitch)
            *to = *from;
    }
}
