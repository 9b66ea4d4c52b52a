using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// The Euclidean norm of all gradients, the same bits on every system: squares of single-precision numbers are exact in double,
/// sixteen virtual lanes sum those of a chunk and meet in a fixed tree, and the chunks follow each other in ascending order.
/// </summary>
internal static unsafe class GradientNorm
{
    /// <summary>Elements of a chunk: a property of this file, not of the hardware.</summary>
    internal const int Chunk = 1 << 14;

    private const int Lanes = 16;

    /// <summary>The norm over all parameters that are not frozen, of gradients clipped by value where the optimizer says so.</summary>
    /// <param name="gradients">Element 0 of the flat gradient buffer, whose padding is zero.</param>
    /// <param name="segments">All parameters of the network.</param>
    /// <param name="state">Says which of them are frozen, the factor on gradients, and the limit of an element.</param>
    public static double Of(float* gradients, Segment[] segments, OptimizerState state)
    {
        double total = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            if (state.IsFrozen(i))
                continue;
            float* first = gradients + segments[i].Offset;
            int length = segments[i].PaddedLength;
            for (int start = 0; start < length; start += Chunk)
                total += SumOfSquares(first + start, Math.Min(Chunk, length - start), state.Limit, state.Factor);
        }

        return Math.Sqrt(total);
    }

    private static double SumOfSquares(float* values, int length, float limit, float factor) => Vector256.IsHardwareAccelerated
        ? SumOfSquares256(values, length, limit, factor)
        : SumOfSquares128(values, length, limit, factor);

    /// <summary>The sum over one chunk; <paramref name="length"/> is a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double SumOfSquares256(float* values, int length, float limit, float factor = 1)
    {
        Vector256<float> most = Vector256.Create(limit);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int i = 0; i < length; i += Lanes)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Clipped(Vector256.Load(values + i) * factor, most));
            (Vector256<double> c, Vector256<double> d) = Vector256.Widen(Clipped(Vector256.Load(values + i + 8) * factor, most));
            sum0 += a * a;
            sum1 += b * b;
            sum2 += c * c;
            sum3 += d * d;
        }

        double* lanes = stackalloc double[Lanes];
        sum0.Store(lanes);
        sum1.Store(lanes + 4);
        sum2.Store(lanes + 8);
        sum3.Store(lanes + 12);
        return Tree(lanes);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<float> Clipped(Vector256<float> value, Vector256<float> most)
        {
            value = Vector256.ConditionalSelect(Vector256.GreaterThan(value, most), most, value);
            return Vector256.ConditionalSelect(Vector256.LessThan(value, -most), -most, value);
        }
    }

    /// <summary>The same sum where vectors are narrower.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double SumOfSquares128(float* values, int length, float limit, float factor = 1)
    {
        Vector128<float> most = Vector128.Create(limit);
        double* lanes = stackalloc double[Lanes];
        // Four of the sixteen lanes at a time, so that all sums stay in registers; a chunk stays in the cache meanwhile.
        for (int quarter = 0; quarter < Lanes; quarter += 4)
        {
            Vector128<double> sum0 = default, sum1 = default;
            for (int i = quarter; i < length; i += Lanes)
            {
                Vector128<float> value = Vector128.Load(values + i) * factor;
                value = Vector128.ConditionalSelect(Vector128.GreaterThan(value, most), most, value);
                value = Vector128.ConditionalSelect(Vector128.LessThan(value, -most), -most, value);
                (Vector128<double> a, Vector128<double> b) = Vector128.Widen(value);
                sum0 += a * a;
                sum1 += b * b;
            }

            sum0.Store(lanes + quarter);
            sum1.Store(lanes + quarter + 2);
        }

        return Tree(lanes);
    }

    private static double Tree(double* lanes)
    {
        for (int width = Lanes / 2; width > 0; width /= 2)
        {
            for (int i = 0; i < width; i++)
                lanes[i] += lanes[i + width];
        }

        return lanes[0];
    }
}
