using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Softmax over the last axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Softmax
{
    /// <summary>y = exp(x - max x) / Σ exp(x - max x). Shared out by samples.</summary>
    public static void Forward(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        if (Vector512.IsHardwareAccelerated)
            ForwardRows<Simd512>(part, x, y);
        else if (Vector256.IsHardwareAccelerated)
            ForwardRows<Simd256>(part, x, y);
        else
            ForwardRows<Simd128>(part, x, y);
    }

    /// <summary>dX = y·(dY - Σ y·dY). Shared out by samples.</summary>
    public static void Backward(ref Worker w, int stage, in Tensor<float> y, in Tensor<float> dy, in Tensor<float> dx)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        if (Vector512.IsHardwareAccelerated)
            BackwardRows<Simd512>(part, y, dy, dx);
        else if (Vector256.IsHardwareAccelerated)
            BackwardRows<Simd256>(part, y, dy, dx);
        else
            BackwardRows<Simd128>(part, y, dy, dx);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ForwardRows<V>(Part part, Tensor<float> x, Tensor<float> y) where V : struct, ISimd<V>
    {
        int padded = Tensor<float>.PaddedColumns(x.Columns);
        for (int row = part.RowStart * x.Rows; row < part.RowEnd * x.Rows; row++)
        {
            float* to = y.Data + (nint)row * y.Stride;
            var (_, sum) = Exponentials<V>(x.Data + (nint)row * x.Stride, to, x.Columns);
            V scale = V.Create(1f / sum);
            for (int column = 0; column < padded; column += V.Count)
                (V.Load(to + column) * scale).Store(to + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void BackwardRows<V>(Part part, Tensor<float> y, Tensor<float> dy, Tensor<float> dx) where V : struct, ISimd<V>
    {
        int padded = Tensor<float>.PaddedColumns(y.Columns);
        for (int row = part.RowStart * y.Rows; row < part.RowEnd * y.Rows; row++)
        {
            float* output = y.Data + (nint)row * y.Stride;
            float* gradient = dy.Data + (nint)row * dy.Stride;
            float* to = dx.Data + (nint)row * dx.Stride;
            V mean = V.Create(Fold.Dot<V>(output, gradient, padded));
            for (int column = 0; column < padded; column += V.Count)
                V.Keep(Fold.LanesWithin(y.Columns - column), V.Load(output + column) * (V.Load(gradient + column) - mean)).Store(to + column);
        }
    }

    /// <summary>Writes exp(x - max x), padding zero, and gives the maximum and the sum of a row; x's padding may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (float Max, float Sum) Exponentials<V>(float* x, float* to, int columns) where V : struct, ISimd<V>
    {
        float max = Fold.Max<V>(x, columns);
        V shift = V.Create(max);
        Fold.Block block;
        for (int lane = 0; lane < Fold.Lanes; lane += V.Count)
        {
            V sum = V.Zero;
            for (int column = lane; column < Tensor<float>.PaddedColumns(columns); column += Fold.Lanes)
            {
                V e = SimdMath.Exp(V.Load(x + column) - shift);
                if (columns - column < V.Count)
                    e = V.Keep(Fold.LanesWithin(columns - column), e);
                e.Store(to + column);
                sum += e;
            }

            sum.Store((float*)&block + lane);
        }

        return (max, Fold.Sum((float*)&block));
    }
}
