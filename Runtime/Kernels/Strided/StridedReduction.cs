using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// The loops of <see cref="Strided.Sum"/> and <see cref="Strided.Max"/>. The order of an element's reduction follows from
/// the extents and from which axes are reduced, not from the layout: if the last axis (of more than one element) is
/// reduced, its element i goes to lane i mod 16, the lanes go on over the other reduced axes, and are folded by halves at
/// the end; else the result is a running one. Both in ascending order, the last axis fastest.
/// </summary>
internal static unsafe class StridedReduction
{
    private const int Lanes = 16;

    /// <summary>y = scale·reduction of x, for each sample of the part; padding of y becomes zero.</summary>
    public static void Run<TOp>(
        Part part, in Tensor<float> x, in Tensor<float> y, float scale,
        ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch)
        where TOp : struct, IReduction
    {
        if (Vector512.IsHardwareAccelerated)
            Samples<TOp, Simd512>(part, x, y, scale, extents, xPitch, yPitch);
        else if (Vector256.IsHardwareAccelerated)
            Samples<TOp, Simd256>(part, x, y, scale, extents, xPitch, yPitch);
        else
            Samples<TOp, Simd128>(part, x, y, scale, extents, xPitch, yPitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Samples<TOp, V>(
        Part part, Tensor<float> x, Tensor<float> y, float scale,
        ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch)
        where TOp : struct, IReduction
        where V : struct, ISimd<V>
    {
        int last = extents.Length - 1;
        while (last >= 0 && extents[last] == 1)
            last--;
        bool isLastReduced = last >= 0 && yPitch[last] == 0;
        StridedAxes kept = default, reduced = default;
        for (int axis = 0; axis <= last; axis++)
        {
            if (yPitch[axis] != 0)
                kept.Add(extents[axis], xPitch[axis], yPitch[axis]);
            else if (axis < last)
                reduced.Add(extents[axis], xPitch[axis], 0);
        }

        var (run, xRun, yRun) = isLastReduced ? (extents[last], xPitch[last], 0) : kept.TakeLast();
        int padded = y.Rows * y.Stride;
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* from = x.Data + (nint)sample * x.Rows * x.Stride;
            float* to = y.Data + (nint)sample * padded;
            new Span<float>(to, padded).Clear();
            if (isLastReduced)
                Folded<TOp, V>(from, to, ref kept, ref reduced, run, xRun);
            else
                Running<TOp, V>(from, to, ref kept, ref reduced, run, xRun, yRun);
            if (scale != 1f)
                Scale<V>(to, padded, scale);
        }
    }

    /// <summary>One element of y after another, each from 16 lanes along the last axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Folded<TOp, V>(float* x, float* y, ref StridedAxes kept, ref StridedAxes reduced, int run, nint pitch)
        where TOp : struct, IReduction
        where V : struct, ISimd<V>
    {
        float* lanes = stackalloc float[Lanes];
        do
        {
            new Span<float>(lanes, Lanes).Fill(TOp.Neutral);
            do
            {
                float* from = x + kept.X + reduced.X;
                if (pitch == 1)
                {
                    IntoLanes<TOp, V>(from, run, lanes);
                }
                else
                {
                    for (int i = 0; i < run; i++, from += pitch)
                        lanes[i % Lanes] = TOp.Combine(lanes[i % Lanes], *from);
                }
            }
            while (reduced.Next());

            for (int half = Lanes / 2; half > 0; half /= 2)
            {
                for (int lane = 0; lane < half; lane++)
                    lanes[lane] = TOp.Combine(lanes[lane], lanes[lane + half]);
            }

            y[kept.Y] = lanes[0];
        }
        while (kept.Next());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void IntoLanes<TOp, V>(float* x, int count, float* lanes)
        where TOp : struct, IReduction
        where V : struct, ISimd<V>
    {
        int whole = count & -Lanes;
        for (int lane = 0; lane < Lanes && whole > 0; lane += V.Count)
        {
            V result = V.Load(lanes + lane);
            for (int i = lane; i < whole; i += Lanes)
                result = TOp.Combine(result, V.Load(x + i));
            result.Store(lanes + lane);
        }

        Onto<TOp, Simd128>(x + whole, lanes, count - whole);
    }

    /// <summary>A run of y at once: what lies there takes in one row of x after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Running<TOp, V>(
        float* x, float* y, ref StridedAxes kept, ref StridedAxes reduced, int run, nint xPitch, nint yPitch)
        where TOp : struct, IReduction
        where V : struct, ISimd<V>
    {
        do
        {
            float* to = y + kept.Y;
            for (int i = 0; i < run; i++)
                to[i * yPitch] = TOp.Neutral;
            do
            {
                float* from = x + kept.X + reduced.X;
                if (xPitch == 1 && yPitch == 1)
                {
                    Onto<TOp, V>(from, to, run);
                }
                else
                {
                    for (int i = 0; i < run; i++)
                        to[i * yPitch] = TOp.Combine(to[i * yPitch], from[i * xPitch]);
                }
            }
            while (reduced.Next());
        }
        while (kept.Next());
    }

    /// <summary>y = y combined with x, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Onto<TOp, V>(float* x, float* y, int count)
        where TOp : struct, IReduction
        where V : struct, ISimd<V>
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
            TOp.Combine(V.Load(y + i), V.Load(x + i)).Store(y + i);
        for (; i <= count - Simd128.Count; i += Simd128.Count)
            TOp.Combine(Simd128.Load(y + i), Simd128.Load(x + i)).Store(y + i);
        for (; i < count; i++)
            y[i] = TOp.Combine(y[i], x[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<V>(float* y, int count, float scale) where V : struct, ISimd<V>
    {
        V factor = V.Create(scale);
        for (int i = 0; i < count; i += V.Count)
            (V.Load(y + i) * factor).Store(y + i);
    }
}
