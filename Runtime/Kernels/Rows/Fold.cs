using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Reductions along a row in 16 virtual lanes and one fixed tree, whatever the hardware's width: the same bits everywhere.
/// Rows are padded to a multiple of 16 with the neutral element.
/// </summary>
internal static unsafe class Fold
{
    internal const int Lanes = 16;

    /// <summary>The bits, for <see cref="ISimd{V}.Keep"/>, of the lanes before the row's end, which lies that many elements ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LanesWithin(int remaining) =>
        remaining >= Lanes ? uint.MaxValue : (1u << Math.Max(remaining, 0)) - 1u;

    /// <summary>Σ x; padding is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<V>(float* x, int paddedColumns) where V : struct, ISimd<V>
    {
        float* lanes = stackalloc float[Lanes];
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < paddedColumns; column += Lanes)
                sum += V.Load(x + column);
            sum.Store(lanes + lane);
        }

        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        }

        return lanes[0];
    }

    /// <summary>Σ x²; padding is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfSquares<V>(float* x, int paddedColumns) where V : struct, ISimd<V>
    {
        float* lanes = stackalloc float[Lanes];
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < paddedColumns; column += Lanes)
            {
                V value = V.Load(x + column);
                sum = V.Fma(value, value, sum);
            }

            sum.Store(lanes + lane);
        }

        return Sum<Simd128>(lanes, Lanes);
    }

    /// <summary>Σ x·y; padding of one of them is zero and of the other finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot<V>(float* x, float* y, int paddedColumns) where V : struct, ISimd<V>
    {
        float* lanes = stackalloc float[Lanes];
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < paddedColumns; column += Lanes)
                sum = V.Fma(V.Load(x + column), V.Load(y + column), sum);
            sum.Store(lanes + lane);
        }

        return Sum<Simd128>(lanes, Lanes);
    }

    /// <summary>The largest x; padding is negative infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<V>(float* x, int paddedColumns) where V : struct, ISimd<V>
    {
        float* lanes = stackalloc float[Lanes];
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V most = V.Load(x + lane);
            for (int column = lane + Lanes; column < paddedColumns; column += Lanes)
            {
                V value = V.Load(x + column);
                most = V.SelectLess(most, value, value, most);
            }

            most.Store(lanes + lane);
        }

        float result = lanes[0];
        for (int lane = 1; lane < Lanes; lane++)
            result = result < lanes[lane] ? lanes[lane] : result;
        return result;
    }
}
