using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Sums down the rows of one sample, channel by channel: mean and centred second moment, and what gradients need. Rows go in
/// chunks that stay in the first-level cache, each chunk in four chains; chunks follow each other in order. So the bits
/// hang on the number of rows alone.
/// </summary>
internal static unsafe class ChannelMoments
{
    /// <summary>Rows of a chunk.</summary>
    internal const int Chunk = 64;

    /// <summary>
    /// The mean and Σ(x - mean)² of each channel. Within a chunk the mean comes first, then the squares around it; chunks join by
    /// Chan's rule (Chan, Golub, LeVeque 1983): nothing cancels, however far the mean lies from zero.
    /// </summary>
    /// <param name="x">The first of the sample's rows.</param>
    /// <param name="stride">Elements between two rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="start">The first column, a multiple of 16.</param>
    /// <param name="end">The end of the columns, a multiple of 16.</param>
    /// <param name="mean">Receives the means, from column 0 on.</param>
    /// <param name="squares">Receives the second moments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Centred<V>(float* x, nint stride, int rows, int start, int end, float* mean, float* squares) where V : struct, ISimd<V>
    {
        for (int first = 0; first < rows; first += Chunk, x += Chunk * stride)
        {
            int count = Math.Min(Chunk, rows - first);
            V size = V.Create(count);
            V share = V.Create((float)((double)count / (first + count)));
            V weight = V.Create((float)((double)first * count / (first + count)));
            for (int column = start; column < end; column += V.Count)
            {
                V centre = Sum<V>(x + column, stride, count) / size;
                V around = Squares(x + column, stride, count, centre);
                if (first > 0)
                {
                    V before = V.Load(mean + column);
                    V apart = centre - before;
                    centre = V.Fma(apart, share, before);
                    around = V.Fma(apart * apart, weight, V.Load(squares + column) + around);
                }

                centre.Store(mean + column);
                around.Store(squares + column);
            }
        }
    }

    /// <summary>Σ dy and Σ dy·(x - mean) of each channel.</summary>
    /// <param name="dy">The first of the sample's rows of the gradient.</param>
    /// <param name="dyStride">Elements between two of them.</param>
    /// <param name="x">The first of the sample's rows of the input.</param>
    /// <param name="xStride">Elements between two of them.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="start">The first column, a multiple of 16.</param>
    /// <param name="end">The end of the columns, a multiple of 16.</param>
    /// <param name="mean">The means, from column 0 on.</param>
    /// <param name="sums">Receives Σ dy, from column 0 on.</param>
    /// <param name="products">Receives Σ dy·(x - mean).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients<V>(
        float* dy, nint dyStride, float* x, nint xStride, int rows, int start, int end, float* mean, float* sums, float* products)
        where V : struct, ISimd<V>
    {
        for (int first = 0; first < rows; first += Chunk, dy += Chunk * dyStride, x += Chunk * xStride)
        {
            int count = Math.Min(Chunk, rows - first);
            for (int column = start; column < end; column += V.Count)
            {
                V centre = V.Load(mean + column);
                V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, p0 = V.Zero, p1 = V.Zero, p2 = V.Zero, p3 = V.Zero;
                float* g = dy + column;
                float* v = x + column;
                int left = count;
                for (; left >= 4; left -= 4, g += 4 * dyStride, v += 4 * xStride)
                {
                    V g0 = V.Load(g), g1 = V.Load(g + dyStride), g2 = V.Load(g + 2 * dyStride), g3 = V.Load(g + 3 * dyStride);
                    s0 += g0;
                    s1 += g1;
                    s2 += g2;
                    s3 += g3;
                    p0 = V.Fma(g0, V.Load(v) - centre, p0);
                    p1 = V.Fma(g1, V.Load(v + xStride) - centre, p1);
                    p2 = V.Fma(g2, V.Load(v + 2 * xStride) - centre, p2);
                    p3 = V.Fma(g3, V.Load(v + 3 * xStride) - centre, p3);
                }

                for (; left > 0; left--, g += dyStride, v += xStride)
                {
                    V g0 = V.Load(g);
                    s0 += g0;
                    p0 = V.Fma(g0, V.Load(v) - centre, p0);
                }

                V sum = (s0 + s2) + (s1 + s3), product = (p0 + p2) + (p1 + p3);
                (first > 0 ? V.Load(sums + column) + sum : sum).Store(sums + column);
                (first > 0 ? V.Load(products + column) + product : product).Store(products + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V>(float* x, nint stride, int rows) where V : struct, ISimd<V>
    {
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero;
        for (; rows >= 4; rows -= 4, x += 4 * stride)
        {
            s0 += V.Load(x);
            s1 += V.Load(x + stride);
            s2 += V.Load(x + 2 * stride);
            s3 += V.Load(x + 3 * stride);
        }

        for (; rows > 0; rows--, x += stride)
            s0 += V.Load(x);
        return (s0 + s2) + (s1 + s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Squares<V>(float* x, nint stride, int rows, V mean) where V : struct, ISimd<V>
    {
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero;
        for (; rows >= 4; rows -= 4, x += 4 * stride)
        {
            V d0 = V.Load(x) - mean, d1 = V.Load(x + stride) - mean, d2 = V.Load(x + 2 * stride) - mean, d3 = V.Load(x + 3 * stride) - mean;
            s0 = V.Fma(d0, d0, s0);
            s1 = V.Fma(d1, d1, s1);
            s2 = V.Fma(d2, d2, s2);
            s3 = V.Fma(d3, d3, s3);
        }

        for (; rows > 0; rows--, x += stride)
        {
            V d0 = V.Load(x) - mean;
            s0 = V.Fma(d0, d0, s0);
        }

        return (s0 + s2) + (s1 + s3);
    }
}
