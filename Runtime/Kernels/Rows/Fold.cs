using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Reductions along a row in 16 virtual lanes and one fixed tree, whatever the hardware's width: the same bits everywhere.
/// </summary>
internal static unsafe class Fold
{
    internal const int Lanes = 16;

    /// <summary>The bits, for <see cref="ISimd{V}.Keep"/>, of the lanes before the row's end, which lies that many elements ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LanesWithin(int remaining) =>
        remaining >= Lanes ? uint.MaxValue : (1u << Math.Max(remaining, 0)) - 1u;

    /// <summary>Σ x; padding to a multiple of 16 is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<V>(float* x, int paddedColumns) where V : struct, ISimd<V>
    {
        Block block;
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < paddedColumns; column += Lanes)
                sum += V.Load(x + column);
            sum.Store((float*)&block + lane);
        }

        return Sum((float*)&block);
    }

    /// <summary>Σ x²; padding to a multiple of 16 is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfSquares<V>(float* x, int paddedColumns) where V : struct, ISimd<V>
    {
        Block block;
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < paddedColumns; column += Lanes)
            {
                V value = V.Load(x + column);
                sum = V.Fma(value, value, sum);
            }

            sum.Store((float*)&block + lane);
        }

        return Sum((float*)&block);
    }

    /// <summary>Σ x·y; padding to a multiple of 16 is zero in one of them and finite in the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot<V>(float* x, float* y, int paddedColumns) where V : struct, ISimd<V>
    {
        Block block;
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < paddedColumns; column += Lanes)
                sum = V.Fma(V.Load(x + column), V.Load(y + column), sum);
            sum.Store((float*)&block + lane);
        }

        return Sum((float*)&block);
    }

    /// <summary>The largest x; padding may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<V>(float* x, int columns) where V : struct, ISimd<V>
    {
        Block block;
        for (int lane = 0; lane < Lanes; lane += V.Count)
        {
            V most = V.Create(float.NegativeInfinity);
            for (int column = lane; column < columns; column += Lanes)
            {
                V value = V.Load(x + column);
                if (columns - column < V.Count)
                {
                    // Below everything, where the row has ended.
                    uint within = LanesWithin(columns - column);
                    value = V.Keep(within, value) + V.Keep(~within, V.Create(float.NegativeInfinity));
                }

                most = V.SelectLess(most, value, value, most);
            }

            most.Store((float*)&block + lane);
        }

        return Max((float*)&block);
    }

    /// <summary>The sum of 16 lanes: halves upon halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(float* lanes)
    {
        Vector128<float> four = (Vector128.Load(lanes) + Vector128.Load(lanes + 8)) + (Vector128.Load(lanes + 4) + Vector128.Load(lanes + 12));
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Max(float* lanes)
    {
        Vector128<float> four = Larger(
            Larger(Vector128.Load(lanes), Vector128.Load(lanes + 8)), Larger(Vector128.Load(lanes + 4), Vector128.Load(lanes + 12)));
        Vector128<float> two = Larger(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Larger(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(a, b), b, a);

    /// <summary>Room for the lanes, on the stack: a <c>stackalloc</c> would keep its method from being inlined into a loop.</summary>
    [StructLayout(LayoutKind.Sequential, Size = Lanes * sizeof(float))]
    internal struct Block;
}
