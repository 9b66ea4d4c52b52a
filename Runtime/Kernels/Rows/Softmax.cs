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
                (V.Load(output + column) * (V.Load(gradient + column) - mean)).Store(to + column);
            new Span<float>(to + y.Columns, padded - y.Columns).Clear();
        }
    }

    /// <summary>Writes exp(x - max x), padding zero, and gives the maximum and the sum of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (float Max, float Sum) Exponentials<V>(float* x, float* to, int columns) where V : struct, ISimd<V>
    {
        int padded = Tensor<float>.PaddedColumns(columns);
        for (int column = 0; column < padded; column += V.Count)
            V.Load(x + column).Store(to + column);
        new Span<float>(to + columns, padded - columns).Fill(float.NegativeInfinity);
        float max = Fold.Max<V>(to, padded);
        V shift = V.Create(max);
        for (int column = 0; column < padded; column += V.Count)
            SimdMath.Exp(V.Load(to + column) - shift).Store(to + column);
        return (max, Fold.Sum<V>(to, padded));
    }
}
